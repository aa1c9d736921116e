using System.Text.RegularExpressions;

namespace SmtpSoar.Core.Templates.Places;

/// <summary>Looks at what the template has right before a value: together they must not become more than they are apart.</summary>
internal static class LiteralBefore
{
    private static readonly Regex OpenTag = new(@"<(?:/|\?|!-?)?\z", RegexOptions.CultureInvariant);
    private static readonly Regex OpenReference = new(@"&(?=#?[A-Za-z0-9]{0,32}\z)", RegexOptions.CultureInvariant);

    /// <summary>The text of the template, fit to come before a value.</summary>
    /// <param name="literal">The text between two values.</param>
    /// <param name="site">The number of the value's place.</param>
    /// <exception cref="UnsafePlaceException">The value would be the name of an element.</exception>
    public static string Safe(string literal, int site)
    {
        if (literal.Length == 0)
            return literal;
        if (OpenTag.IsMatch(literal, System.Math.Max(0, literal.Length - 4)))
            throw new UnsafePlaceException(site, "right after <, where a name of an element is");
        return OpenReference.Replace(literal, "&amp;", 1, System.Math.Max(0, literal.Length - 34));
    }
}
