using System.Linq;

namespace SmtpSoar.Core.OAuth.Tokens;

/// <summary>Knows the characters of a token.</summary>
internal static class TokenText
{
    /// <summary>
    /// Whether it can be an access token: visible ASCII (RFC 6749, appendix A.12). Anything else could end a SASL field early.
    /// </summary>
    internal static bool IsToken(string text) => text.Length > 0 && text.All(character => character is >= ' ' and <= '~');
}
