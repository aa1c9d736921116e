using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace SmtpSoar;

/// <summary>Keeps the secrets of an outbox's address out of everything that is shown, kept or logged.</summary>
/// <remarks>
/// A text that was meant as an address and is none is shown by the same rule: no password of a login, and the values of the settings alone
/// that are known to be harmless.
/// </remarks>
internal static class OutboxAddress
{
    private const string Separator = "://";

    // Up to a quotation mark and a sentence's punctuation, or a blank.
    private static readonly Regex InSentence = new(
        @"postgres(?:ql)?://\S*?(?=['""]?[.,:;!?)]*(?:\s|$))", RegexOptions.IgnoreCase);

    private static readonly Regex Pair = new(@"\G\s*(?<name>\w+)\s*=\s*(?<value>[^\s;'""]*)(?:[\s;]+|$)");

    private static readonly Regex TwoPairs = new(@"^\s*\w+(?: \w+)?\s*=[^=]*?[\s;]\w+(?: \w+)?\s*=");

    /// <summary>The schemes of a database, the usual one first.</summary>
    internal static string[] Schemes => ["postgresql", "postgres"];

    /// <summary>Whether a location is the address of a database.</summary>
    internal static bool IsDatabase(string location) =>
        Schemes.Any(scheme => location.StartsWith(scheme + Separator, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a location has the form of libpq's keywords, or of another driver's, such as <c>host=db password=...</c>.</summary>
    internal static bool IsConnectionString(string location) =>
        TwoPairs.IsMatch(location)
        || (Regex.Match(location, @"^\s*(\w+)\s*=") is { Success: true } first && OutboxAddressSettings.IsName(first.Groups[1].Value));

    /// <summary>The password in an address, or <see langword="null"/>.</summary>
    /// <param name="address">The location of an outbox.</param>
    internal static string? PasswordOf(string address)
    {
        if (!IsDatabase(address) || OutboxAddressParts.Of(address) is not { } parts)
            return null;
        var password = SettingOf(parts, OutboxAddressSettings.Password)
            ?? (parts.Login?.IndexOf(':') is { } colon and >= 0 ? parts.Login.Substring(colon + 1) : null);
        return password is null ? null : Uri.UnescapeDataString(password);
    }

    /// <summary>The user in an address, or <see langword="null"/>.</summary>
    /// <param name="address">The location of an outbox.</param>
    internal static string? UserOf(string address) =>
        IsDatabase(address)
        && OutboxAddressParts.Of(address) is { } parts
        && (SettingOf(parts, OutboxAddressSettings.User) ?? parts.Login?.Split(':')[0]) is { } user
            ? Uri.UnescapeDataString(user)
            : null;

    /// <summary>A location as it may be shown, kept and logged.</summary>
    /// <param name="location">An outbox as a user named it.</param>
    internal static string Shown(string location)
    {
        if (IsConnectionString(location))
            return HarmlessStart(location);
        return OutboxAddressParts.Of(location) is { } parts
            ? parts.Start + ShownLogin(parts, IsDatabase(location)) + parts.ShownPlace + ShownSettings(parts.Settings)
            : WithoutPassword(location);
    }

    /// <summary>A sentence without the secrets of the addresses in it.</summary>
    /// <param name="sentence">A sentence that may name addresses.</param>
    internal static string WithoutPassword(string sentence) =>
        sentence.IndexOf(Separator, StringComparison.Ordinal) < 0
            ? sentence
            : InSentence.Replace(sentence, address => Shown(address.Value));

    private static string? SettingOf(OutboxAddressParts parts, string name) => OutboxAddressSettings.Read(parts.Settings ?? "")
        .LastOrDefault(setting => setting.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
        .Value;

    // Of a text that is no address it is not known what a user is.
    private static string ShownLogin(OutboxAddressParts parts, bool isDatabase) =>
        isDatabase && parts.Login is { } login ? login.Split(':')[0] + "@" : "";

    private static string ShownSettings(string? settings) =>
        settings is null ? "" : OutboxAddressSettings.Shown(settings) is { Length: > 0 } shown ? "?" + shown : "";

    // Up to the first that is not known: a value may go on where it seems to end.
    private static string HarmlessStart(string location)
    {
        var end = 0;
        var pair = Pair.Match(location);
        while (pair.Success && OutboxAddressSettings.IsHarmless(pair.Groups["name"].Value))
        {
            end = pair.Index + pair.Length;
            pair = pair.NextMatch();
        }

        return end == location.Length ? location : location.Substring(0, end).TrimEnd() + " …";
    }
}
