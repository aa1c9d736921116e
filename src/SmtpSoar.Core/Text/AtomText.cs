namespace SmtpSoar.Core.Text;

/// <summary>Knows the characters of an atom (RFC 5322, section 3.2.3).</summary>
internal static class AtomText
{
    public static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');

    public static bool IsAtom(char c) =>
        IsLetterOrDigit(c)
        || c is '!' or (>= '#' and <= '\'') or '*' or '+' or '-' or '/' or '=' or '?' or (>= '^' and <= '`') or (>= '{' and <= '~');
}
