using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SmtpSoar.Quickstart;

/// <summary>Reads the command line: <c>--name value</c> or <c>--name=value</c>.</summary>
internal static class OptionReader
{
    private static readonly string[] SslMethods = ["None", "Ssl", "StartTls"];

    private static readonly Dictionary<string, Func<Options, string, Options>> Known = new()
    {
        ["--server"] = (options, value) => options with { Server = value },
        ["--port"] = (options, value) => options with { Port = ReadPort(value) },
        ["--ssl"] = (options, value) => options with { Ssl = ReadSsl(value) },
        ["--user"] = (options, value) => options with { User = value },
        ["--password-env"] = (options, value) => options with { PasswordVariable = value },
        ["--from"] = (options, value) => options with { From = value },
        ["--to"] = (options, value) => options with { To = value },
        ["--thumbprint"] = (options, value) => options with { Thumbprint = value },
    };

    public static Options Read(IReadOnlyList<string> arguments)
    {
        if (arguments.Any(argument => argument is "--help" or "-h" or "-?" or "/?"))
            return new Options { Help = true };
        var options = new Options();
        using var words = arguments.GetEnumerator();
        while (words.MoveNext())
            options = ReadOne(options, words);
        return Check(options, arguments.Count > 0);
    }

    private static Options ReadOne(Options options, IEnumerator<string> words)
    {
        var parts = words.Current.Split('=', 2);
        if (!Known.TryGetValue(parts[0], out var set))
            throw Unknown(parts[0]);
        if (parts.Length == 2)
            return set(options, parts[1]);
        return words.MoveNext() ? set(options, words.Current) : throw new UsageException($"{parts[0]} needs a value.");
    }

    // Whatever else somebody typed may be a password: it is not repeated.
    private static UsageException Unknown(string word) => word switch
    {
        "--password" => new UsageException("A password on the command line can be read by others: use --password-env, or wait to be asked."),
        ['-', '-', ..] => new UsageException($"There is no option {word}."),
        _ => new UsageException("Each option begins with --, and has one value."),
    };

    private static Options Check(Options options, bool any)
    {
        if (any && options.Server is null)
            throw new UsageException("These options are for a real server: name it with --server.");
        if (options.PasswordVariable is not null && options.User is null)
            throw new UsageException("--password-env goes with --user.");
        if (options.Server is not null && options.From is null && options.User?.Contains('@', StringComparison.Ordinal) != true)
            throw new UsageException("Who sends? Give --from, or a --user that is an address.");
        return options;
    }

    private static int ReadPort(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535
            ? port
            : throw new UsageException($"--port takes a number from 1 to 65535, not '{value}'.");

    private static string ReadSsl(string value) =>
        Array.Find(SslMethods, method => method.Equals(value, StringComparison.OrdinalIgnoreCase))
        ?? throw new UsageException($"--ssl takes None, Ssl or StartTls, not '{value}'.");
}
