using System.Text;

namespace SmtpSoar.Core;

/// <summary>What the user wrote, made fit to stand in an error message.</summary>
internal static class Excerpt
{
    private const int Longest = 100;

    /// <summary>At most 100 characters, without control characters, and without the user name and password of a URL.</summary>
    internal static string Of(string? text)
    {
        var shown = new StringBuilder();
        foreach (var character in WithoutCredentials(text ?? ""))
        {
            if (shown.Length == Longest)
                return shown.Append('…').ToString();
            shown.Append(char.IsControl(character) ? '\uFFFD' : character);
        }

        return shown.ToString();
    }

    // Up to the last @: a password may hold one that nobody escaped.
    private static string WithoutCredentials(string text)
    {
        var start = text.IndexOf("//", System.StringComparison.Ordinal);
        var end = text.LastIndexOf('@');
        return start >= 0 && end > start ? $"{text[..(start + 2)]}***{text[end..]}" : text;
    }
}
