using System.Text.RegularExpressions;

namespace SmtpSoar.Core.Text;

/// <summary>Makes what a server or provider said fit to stand in a message. (For what the user wrote: <see cref="SafeText"/>.)</summary>
internal static class Quote
{
    private const int MaxLength = 300;

    /// <summary>On one line, at most 300 characters, without control characters.</summary>
    internal static string Of(string text) => ShownText.Start(Line(text), MaxLength);

    /// <summary>On one line, with one blank for several.</summary>
    internal static string Line(string text) => Regex.Replace(ShownText.Line(text), @"\s+", " ").Trim();
}
