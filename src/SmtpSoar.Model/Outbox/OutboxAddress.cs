using System;
using System.Text.RegularExpressions;

namespace SmtpSoar;

/// <summary>Keeps the secrets of an outbox's address out of everything that is shown, kept or logged.</summary>
internal static class OutboxAddress
{
    private const string Scheme = "postgres";

    // A port is no password, unless it stands before an @ of the same part.
    private static readonly Regex Login = new(
        @"(?<start>postgres(?:ql)?://[^\s:@/?[]*):(?<password>[^\s?]*|(?!\d{1,5}(?:[/?,]|$))\S*)@", RegexOptions.IgnoreCase);

    private static readonly Regex Setting = new(@"(?<=[?&])(?:ssl)?password=[^&\s'""]*&?", RegexOptions.IgnoreCase);

    // A question mark behind which nothing is left.
    private static readonly Regex Rest = new(@"(?<=://\S*)[?&]+(?=['""\s]|$)");

    /// <summary>The password in an address, or <see langword="null"/>.</summary>
    /// <param name="address">The location of an outbox.</param>
    internal static string? PasswordOf(string address)
    {
        if (!address.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var setting = Regex.Match(address, "[?&]password=(?<value>[^&]*)", RegexOptions.IgnoreCase);
        if (setting.Success)
            return Uri.UnescapeDataString(setting.Groups["value"].Value);
        var login = Login.Match(address);
        return login.Success ? Uri.UnescapeDataString(login.Groups["password"].Value) : null;
    }

    /// <summary>The same text without the password of an address in it.</summary>
    /// <param name="text">A location, or a sentence that names one.</param>
    internal static string WithoutPassword(string text)
    {
        if (text.IndexOf(Scheme, StringComparison.OrdinalIgnoreCase) < 0 || text.IndexOf("://", StringComparison.Ordinal) < 0)
            return text;
        var withoutLogin = Login.Replace(text, "${start}@");
        var without = Setting.Replace(withoutLogin, "");
        return without == withoutLogin ? without : Rest.Replace(without, "");
    }
}
