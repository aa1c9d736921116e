using System;
using System.Globalization;
using System.Security;
using System.Text;

namespace SmtpSoar.Core.Certificates;

/// <summary>
/// Reads the text by which a user names a certificate with a private key: a thumbprint, a path of the drive Cert:, a file.
/// </summary>
public static class CertificateText
{
    private const string DriveName = "Cert:";
    private const int Sha1Digits = 40;
    private const int Sha256Digits = 64;

    /// <summary>The thumbprint that a text has, or <see langword="null"/> where it is the path of a file.</summary>
    /// <param name="text">The text as the user gave it.</param>
    public static string? ThumbprintOf(string? text)
    {
        var name = NameOf(text ?? "");
        var digits = new StringBuilder(Sha256Digits);
        var isBetween = false;
        foreach (var letter in name)
        {
            if (isBetween && letter is ' ' or ':')
            {
                isBetween = false;
                continue;
            }

            if (!Uri.IsHexDigit(letter) || digits.Length == Sha256Digits)
                return null;
            digits.Append(letter);
            isBetween = true;
        }

        return digits.Length is Sha1Digits or Sha256Digits ? digits.ToString() : null;
    }

    // Windows' dialog puts an invisible mark before what is copied from it. Of a path of the drive the last part counts.
    private static string NameOf(string text)
    {
        var start = 0;
        while (start < text.Length && (char.IsWhiteSpace(text[start]) || char.GetUnicodeCategory(text[start]) == UnicodeCategory.Format))
            start++;
        text = text.Substring(start).TrimEnd();
        return text.IndexOf(DriveName, StringComparison.OrdinalIgnoreCase) < 0
            ? text
            : text.Substring(text.LastIndexOfAny(['\\', '/']) + 1);
    }

    /// <summary>The certificate that a text names.</summary>
    /// <param name="text">The text.</param>
    /// <param name="password">The password of its file.</param>
    internal static CertificateSource Read(string text, SecureString? password) => ThumbprintOf(text) is { } thumbprint
        ? new CertificateSource { Thumbprint = thumbprint }
        : new CertificateSource { Path = text, Password = password };
}
