using System.Text.RegularExpressions;

namespace SmtpSoar.Core;

/// <summary>What a server or provider said, made fit to stand in a message. (For what the user wrote: <see cref="Excerpt"/>.)</summary>
internal static class Quote
{
    private const int Longest = 300;

    /// <summary>On one line, at most 300 characters, without control characters.</summary>
    internal static string Of(string text)
    {
        var line = Regex.Replace(text, @"[\s\p{C}]+", " ").Trim();
        return line.Length <= Longest ? line : $"{line[..Longest]}…";
    }
}
