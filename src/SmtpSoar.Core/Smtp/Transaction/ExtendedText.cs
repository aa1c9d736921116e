using System.Globalization;
using System.Text;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Smtp.Transaction;

/// <summary>Writes the values of the parameters ENVID and ORCPT.</summary>
internal static class ExtendedText
{
    /// <summary>The text as xtext (RFC 3461, section 4).</summary>
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var character in Encoding.UTF8.GetBytes(text))
        {
            if (character is >= (byte)'!' and <= (byte)'~' and not ((byte)'+' or (byte)'='))
                encoded.Append((char)character);
            else
                encoded.Append('+').Append(character.ToString("X2", CultureInfo.InvariantCulture));
        }

        return encoded.ToString();
    }

    /// <summary>The address with its type: <c>rfc822</c>, or <c>utf-8</c> for one that is not ASCII (RFC 6533, section 3).</summary>
    public static string OriginalRecipient(string address) =>
        TextChecks.IsAscii(address) ? "rfc822;" + Encode(address) : "utf-8;" + EncodeUnicode(address);

    // utf-8-addr-unitext: a server that is given such an address offers SMTPUTF8.
    private static string EncodeUnicode(string address) =>
        address.Replace("\\", @"\x{5C}").Replace("+", @"\x{2B}").Replace("=", @"\x{3D}").Replace(" ", @"\x{20}");
}
