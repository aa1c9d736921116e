using System.Globalization;
using System.Linq;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Assets.Settings;

/// <summary>The thumbprints by which an administrator pins a certificate.</summary>
public static class CertificateThumbprint
{
    private const int Sha1Digits = 40;
    private const int Sha256Digits = 64;

    /// <summary>A SHA-256 thumbprint as 64 lower-case hex digits, whatever tool it was copied from.</summary>
    /// <param name="thumbprint">Hex digits, with or without colons, hyphens and blanks.</param>
    public static string Normalize(string thumbprint)
    {
        var digits = new string((thumbprint ?? "").Where(character => !IsDecoration(character)).ToArray()).ToLowerInvariant();
        if (Hex.IsHex(digits, Sha256Digits))
            return digits;
        var reason = Hex.IsHex(digits, Sha1Digits)
            ? "it is a SHA-1 thumbprint, which two certificates can be made to share"
            : "it needs 64 hex digits";
        throw Errors.AssetThumbprintInvalid.With(SafeText.Of(thumbprint), reason);
    }

    // Windows' certificate dialog puts an invisible direction mark before what one copies from it.
    private static bool IsDecoration(char character) => character is ':' or '-'
        || char.IsWhiteSpace(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format;
}
