using System;
using System.Linq;
using System.Net;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Assets.Settings;

/// <summary>Checks what an asset says in EHLO: a domain or an address (RFC 5321, sections 4.1.2 and 4.1.3).</summary>
internal static class LocalDomainName
{
    private const int MaxDomainLength = 255;
    private const int MaxLabelLength = 63;

    internal static void Check(string? domain)
    {
        // As it is: who says EHLO does not trim, and a line break in it would be a command of its own.
        if (!string.IsNullOrEmpty(domain) && !IsAddress(domain!) && !IsDomain(domain!))
            throw Errors.AssetLocalDomainInvalid.With(SafeText.Of(domain));
    }

    /// <summary>Whether EHLO may say this as a domain. One that is only digits would be said as an address.</summary>
    internal static bool IsDomain(string domain) => domain.Length <= MaxDomainLength
        && domain.Split('.').All(IsLabel)
        && !IPAddress.TryParse(domain, out _);

    private static bool IsLabel(string label) => label.Length is > 0 and <= MaxLabelLength
        && label[0] != '-' && label[^1] != '-'
        && label.All(letter => letter is '-' or (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'));

    private static bool IsAddress(string text)
    {
        var address = text[0] == '[' && text[^1] == ']' ? text[1..^1] : text;
        if (address.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase))
            address = address[5..];
        return address.IndexOfAny(['[', '%']) < 0 && Uri.CheckHostName(address) is UriHostNameType.IPv4 or UriHostNameType.IPv6;
    }
}
