using System;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MimeKit;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Addresses;

/// <summary>Gives a domain the ASCII form in which it goes out, and refuses what no server may be told.</summary>
internal static class DomainName
{
    // RFC 1035, section 2.3.4, and RFC 5321, section 4.5.3.1.2.
    private const int MaxLabel = 63;
    private const int MaxLength = 255;

    // The dots of RFC 3490, section 3.1.
    private const string Dots = ".\u3002\uFF0E\uFF61";

    /// <summary>The domain as MAIL and RCPT carry it, or <see langword="null"/> where it is none.</summary>
    public static string? ToAscii(string domain)
    {
        if (domain.Length == 0)
            return null;
        if (domain[0] == '[')
            return AddressLiteral.IsValid(domain) ? domain : null;
        return TextChecks.IsAscii(domain) ? Checked(domain, AtomText.IsAtom) : Mapped(domain);
    }

    // The mapping turns some characters into '>', '@', ',' or a blank, and each system has a mapping of its own. The check comes after it
    // therefore: letters, digits and hyphens (RFC 5891, section 4.2.3.1), in as many labels as before. MimeKit gives back the text that it
    // can't map.
    private static string? Mapped(string domain)
    {
        var ascii = MailboxAddress.IdnMapping.Encode(domain);
        return CountDots(ascii, ".") == CountDots(domain, Dots) ? Checked(ascii, IsOfHostName) : null;
    }

    private static string? Checked(string domain, Func<char, bool> isAllowed)
    {
        var label = 0;
        foreach (var c in domain)
        {
            if (c == '.' ? label == 0 : !isAllowed(c))
                return null;
            label = c == '.' ? 0 : label + 1;
            if (label > MaxLabel)
                return null;
        }

        return label > 0 && domain.Length <= MaxLength ? domain : null;
    }

    private static bool IsOfHostName(char c) => c == '-' || AtomText.IsLetterOrDigit(c);

    private static int CountDots(string domain, string dots)
    {
        var count = 0;
        foreach (var c in domain)
            count += dots.IndexOf(c) < 0 ? 0 : 1;
        return count;
    }

    /// <summary>
    /// Reads address literals (RFC 5321, section 4.1.3). The only tag that is registered is IPv6, so others are refused: their content may
    /// have any symbol.
    /// </summary>
    private static class AddressLiteral
    {
        private const string Byte = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[0-9]{1,2})";

        private static readonly Regex Version4 = new($@"\A\[{Byte}(\.{Byte}){{3}}\]\z", RegexOptions.CultureInvariant);

        private static readonly Regex Version6 = new(
            @"\A\[IPv6:([0-9A-F:.]+)\]\z",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

        public static bool IsValid(string literal) =>
            Version4.IsMatch(literal)
            || (Version6.Match(literal) is { Success: true } found && IsVersion6(found.Groups[1].Value));

        private static bool IsVersion6(string text) =>
            IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;
    }
}
