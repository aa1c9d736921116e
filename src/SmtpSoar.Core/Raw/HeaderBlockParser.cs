using System;
using System.Collections.Generic;
using SmtpSoar.Core.Raw.Text;

namespace SmtpSoar.Core.Raw;

/// <summary>Splits the header of a message into its fields.</summary>
internal static class HeaderBlockParser
{
    /// <summary>The longest header that is read.</summary>
    public const int MaxLength = 1 << 20;

    /// <param name="message">The message from its first byte on, or from the line before it that a mailbox file has.</param>
    /// <param name="isWhole">Whether there is no more than that.</param>
    /// <param name="source">The origin of the message, for errors.</param>
    /// <param name="bodyStart">The position of the body: after the empty line.</param>
    public static HeaderBlock Parse(ReadOnlySpan<byte> message, bool isWhole, string source, out int bodyStart)
    {
        var cursor = new LineCursor(message);
        var mailboxLine = MailboxLine.Skip(ref cursor);
        var start = cursor.Position;
        var fields = new List<RawField>();
        RawFieldBuilder? current = null;
        while (cursor.TryRead(out var line))
        {
            // A line that ends with the bytes read so far may go on in the unread ones.
            if (cursor.Position > MaxLength || (cursor.IsAtEnd && !isWhole))
                throw Errors.RawHeaderTooLong.With(source, MaxLength);

            if (line.IsEmpty)
            {
                bodyStart = cursor.Position;
                Complete(current, fields);
                return fields.Count > 0
                    ? new HeaderBlock(fields) { Start = start, MailboxLine = mailboxLine }
                    : throw Errors.RawHeaderMissing.With(source);
            }

            current = Continue(current, line, cursor.LineNumber, fields, source);
        }

        throw Errors.RawHeaderEndMissing.With(source);
    }

    private static RawFieldBuilder Continue(
        RawFieldBuilder? current, ReadOnlySpan<byte> line, int lineNumber, List<RawField> fields, string source)
    {
        if (ByteScan.HasNul(line))
            throw Errors.RawNulFound.With(source, "header");

        if (current is not null && line[0] is (byte)' ' or (byte)'\t')
        {
            current!.Add(line);
            return current;
        }

        var next = RawFieldBuilder.TryBegin(line) ?? throw Errors.RawFieldInvalid.With(source, lineNumber, ByteText.Excerpt(line));
        Complete(current, fields);
        return next;
    }

    private static void Complete(RawFieldBuilder? builder, List<RawField> fields)
    {
        if (builder is null)
            return;
        fields.Add(builder.Build());
        builder.Dispose();
    }
}
