using System;
using System.Linq;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.OpenPgp;

/// <summary>Reads fingerprints and key ids as people write them.</summary>
internal static class HexDigits
{
    private const int Digits = 40;
    private const int LongId = 16;

    /// <summary>The fingerprint or long key id that a text is, with or without blanks and 0x, or <see langword="null"/>.</summary>
    public static string? TryRead(string text)
    {
        var digits = new string([.. text.Where(letter => !char.IsWhiteSpace(letter) && letter != ':')]);
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            digits = digits.Substring(2);
        return Hex.IsHex(digits, Digits) || Hex.IsHex(digits, LongId) ? digits.ToUpperInvariant() : null;
    }
}
