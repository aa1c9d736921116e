using System;

namespace SmtpSoar.TestServer;

/// <summary>Small facts about reply text.</summary>
internal static class Wire
{
    /// <summary>The text with CRLF after each of its lines.</summary>
    public static string Lines(string text) =>
        text.ReplaceLineEndings("\n").TrimEnd('\n').Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n";

    /// <summary>The code that the text begins with, or 0.</summary>
    public static int Code(string text) =>
        text.Length >= 3 && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1]) && char.IsAsciiDigit(text[2])
            ? ((text[0] - '0') * 100) + ((text[1] - '0') * 10) + (text[2] - '0')
            : 0;

    /// <summary>Whether a command with this reply was accepted.</summary>
    public static bool IsAccepting(int code) => code is >= 200 and < 400;
}
