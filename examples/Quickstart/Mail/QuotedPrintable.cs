using System.Text;
using System.Text.RegularExpressions;

namespace SmtpSoar.Quickstart.Mail;

/// <summary>Quoted-printable (RFC 2045, section 6.7).</summary>
internal static partial class QuotedPrintable
{
    public static byte[] Decode(string text) =>
        Encoding.Latin1.GetBytes(Escape().Replace(SoftBreak().Replace(text, ""), match => ((char)byte.Parse(match.ValueSpan[1..], System.Globalization.NumberStyles.HexNumber, null)).ToString()));

    [GeneratedRegex("=[ \t]*\r\n")]
    private static partial Regex SoftBreak();

    [GeneratedRegex("=[0-9A-Fa-f]{2}")]
    private static partial Regex Escape();
}
