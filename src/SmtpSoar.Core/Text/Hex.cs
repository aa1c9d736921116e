using System.Linq;

namespace SmtpSoar.Core.Text;

/// <summary>Bytes as lower-case hex digits, as SOAR writes them.</summary>
internal static class Hex
{
    private const string Digits = "0123456789abcdef";

    internal static string Of(byte[] bytes)
    {
        var text = new char[bytes.Length * 2];
        for (var index = 0; index < bytes.Length; index++)
        {
            text[index * 2] = Digits[bytes[index] >> 4];
            text[(index * 2) + 1] = Digits[bytes[index] & 15];
        }

        return new string(text);
    }

    internal static bool IsHex(string text, int length) =>
        text.Length == length && text.All(character => character is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F'));
}
