using System.Text;

namespace SmtpSoar.Core;

/// <summary>What the user wrote, made fit to stand in an error message.</summary>
internal static class Excerpt
{
    private const int Longest = 100;

    /// <summary>At most 100 characters, without control characters, and without a user name and password before an @.</summary>
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
        var scheme = text.IndexOf("//", System.StringComparison.Ordinal);
        var start = scheme < 0 ? 0 : scheme + 2;
        var end = text.LastIndexOf('@');
        var colon = text.IndexOf(':', start);
        return colon >= 0 && colon < end ? $"{text[..start]}***{text[end..]}" : text;
    }
}
