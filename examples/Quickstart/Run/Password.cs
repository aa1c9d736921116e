using System;
using System.Net;
using System.Security;

namespace SmtpSoar.Quickstart.Run;

/// <summary>The password: from the environment, or typed unseen. Never from the command line.</summary>
internal static class Password
{
    public static SecureString Get(string? variable, string user)
    {
        if (variable is null)
            return Ask(user);
        return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? new NetworkCredential("", value).SecurePassword
            : throw new UsageException($"The environment variable {variable} is not set.");
    }

    private static SecureString Ask(string user)
    {
        if (Console.IsInputRedirected)
            throw new UsageException("There is nobody to ask for the password: use --password-env.");
        Console.Write($"Password of {user}: ");
        var password = new SecureString();
        for (var key = Console.ReadKey(true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(true))
            Take(key, password);
        Console.WriteLine();
        password.MakeReadOnly();
        return password;
    }

    private static void Take(ConsoleKeyInfo key, SecureString password)
    {
        if (key.Key == ConsoleKey.Backspace && password.Length > 0)
            password.RemoveAt(password.Length - 1);
        else if (!char.IsControl(key.KeyChar))
            password.AppendChar(key.KeyChar);
    }
}
