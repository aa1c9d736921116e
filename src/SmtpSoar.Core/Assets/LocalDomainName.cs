using System.Net;
using System.Text.RegularExpressions;

namespace SmtpSoar.Core.Assets;

/// <summary>Checks what an asset says in EHLO: a domain or an address (RFC 5321, sections 4.1.2 and 4.1.3).</summary>
internal static class LocalDomainName
{
    private const int LongestDomain = 255;
    private const string Label = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

    internal static void Check(string? domain)
    {
        if (!string.IsNullOrWhiteSpace(domain) && !IsAddress(domain!.Trim()) && !IsDomain(domain.Trim()))
            throw Errors.AssetLocalDomainInvalid.With(Excerpt.Of(domain));
    }

    private static bool IsDomain(string domain) => domain.Length <= LongestDomain
        && Regex.IsMatch(domain, $@"\A{Label}(\.{Label})*\z", RegexOptions.CultureInvariant);

    private static bool IsAddress(string text)
    {
        var address = text[0] == '[' && text[^1] == ']' ? text.Trim('[', ']') : text;
        if (address.StartsWith("IPv6:", System.StringComparison.OrdinalIgnoreCase))
            address = address[5..];
        return IPAddress.TryParse(address, out _);
    }
}
