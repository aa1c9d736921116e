using System;
using System.Text;
using SmtpSoar.Core.Raw.Text;

namespace SmtpSoar.Core.Raw;

/// <summary>
/// A line that stands before a message in a mailbox file (RFC 4155, appendix A), also with the <c>&gt;</c> that some programs add.
/// </summary>
internal static class MailboxLine
{
    /// <summary>Whether a line is one: a field whose name a blank follows, <c>From : a@example.org</c>, is none.</summary>
    public static bool Is(ReadOnlySpan<byte> line) =>
        (line.StartsWith("From "u8) || line.StartsWith(">From "u8)) && RawFieldBuilder.NameOf(line) is null;

    /// <summary>Whether a line is one.</summary>
    public static bool Is(string line) => line.Contains("From ") && Is(Encoding.UTF8.GetBytes(line));

    /// <summary>Passes over such lines.</summary>
    /// <returns>The beginning of the first one, or <see langword="null"/> if there is none.</returns>
    public static string? Skip(ref LineCursor cursor)
    {
        string? first = null;
        for (var ahead = cursor; ahead.TryRead(out var line) && Is(line); cursor = ahead)
            first ??= ByteText.Excerpt(line);
        return first;
    }
}
