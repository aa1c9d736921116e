using System;
using System.Text;
using SmtpSoar.Core.Composition.Headers;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Composition.Body;

/// <summary>Writes a message that is nothing but ASCII text, as most are, without a tree of parts, byte for byte as MimeKit does.</summary>
internal static class PlainText
{
    private const string Fields = "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n";
    private const string LineEnd = "\r\n";

    // MimeKit encodes a line that begins so, which a mailbox in one file (mbox) takes for the beginning of another message.
    private const string MailboxMark = "From ";

    /// <summary>The message, or <see langword="null"/> if it is more than that, or its text needs an encoding.</summary>
    public static RenderedMessage? TryRender(MessageHeader header, RenderedBody content)
    {
        if (content is not { Html: null, Alternatives.Count: 0, Files.Count: 0, Text: { } plain })
            return null;
        if (!TextChecks.IsAscii(plain) || TextChecks.HasControlInLines(plain))
            return null;
        var text = BodyComposer.WithLineEnds(plain);
        return HasPlainLines(text) ? new RenderedMessage(header.ToBytes(Fields), [new BytesSegment(Bytes(text))]) : null;
    }

    private static bool HasPlainLines(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            var length = (end < 0 ? text.Length : end - 1) - start;
            if (length > LineLimits.MaxLine || string.CompareOrdinal(text, start, MailboxMark, 0, MailboxMark.Length) == 0)
                return false;
            start = end < 0 ? text.Length : end + 1;
        }

        return true;
    }

    private static byte[] Bytes(string text)
    {
        var isEnded = text.EndsWith(LineEnd, StringComparison.Ordinal);
        var bytes = new byte[text.Length + (isEnded ? 0 : LineEnd.Length)];
        Encoding.ASCII.GetBytes(text, 0, text.Length, bytes, 0);
        if (!isEnded)
            Encoding.ASCII.GetBytes(LineEnd, 0, LineEnd.Length, bytes, text.Length);
        return bytes;
    }
}
