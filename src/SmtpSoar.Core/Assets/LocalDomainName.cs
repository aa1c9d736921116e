using System;
using System.Text.RegularExpressions;

namespace SmtpSoar.Core.Assets;

/// <summary>Checks what an asset says in EHLO: a domain or an address (RFC 5321, sections 4.1.2 and 4.1.3).</summary>
internal static class LocalDomainName
{
    private const int LongestDomain = 255;
    private const string Label = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

    internal static void Check(string? domain)
    {
        // As it is: who says EHLO does not trim, and a line break in it would be a command of its own.
        if (!string.IsNullOrEmpty(domain) && !IsAddress(domain!) && !IsDomain(domain!))
            throw Errors.AssetLocalDomainInvalid.With(Excerpt.Of(domain));
    }

    private static bool IsDomain(string domain) => domain.Length <= LongestDomain
        && Regex.IsMatch(domain, $@"\A{Label}(\.{Label})*\z", RegexOptions.CultureInvariant);

    private static bool IsAddress(string text)
    {
        var address = text[0] == '[' && text[^1] == ']' ? text[1..^1] : text;
        if (address.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase))
            address = address[5..];
        return address.IndexOfAny(['[', '%']) < 0 && Uri.CheckHostName(address) is UriHostNameType.IPv4 or UriHostNameType.IPv6;
    }
}
