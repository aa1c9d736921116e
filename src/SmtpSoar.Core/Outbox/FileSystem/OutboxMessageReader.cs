using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using MimeKit;
using SmtpSoar.Core.Addresses;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Outbox.FileSystem;

/// <summary>Makes a message of what lies in the outbox, to those who have not got it yet.</summary>
internal static class OutboxMessageReader
{
    private const int LineEnd = 2;

    private static readonly byte[] HeaderEnd = [.. "\r\n\r\n"u8];

    // No header of a mail is that long: it would be read into memory at once.
    private const int MaxHeaderLength = 16 * 1024 * 1024;

    /// <summary>The message of an entry.</summary>
    /// <exception cref="SmtpSoarException">It is damaged.</exception>
    internal static ComposedMessage Of(ClaimedEntry entry)
    {
        var (record, folder) = (entry.Record, entry.Folder);
        var recipients = record.Open.Select(recipient => new EnvelopeRecipient(Address(folder, recipient.Address), recipient.Kind)).ToList();
        if (recipients.Count == 0)
            throw OutboxFiles.Damaged(folder, "it waits, but nobody is left to get it", null);
        var message = Of(entry, Address(folder, record.Sender), recipients, isChecked: false);
        CheckLines(message.Image, () => Body(folder, Beginning(folder, record), record).Verify(CancellationToken.None));
        return message;
    }

    // A lone line end may be damage, which the digest tells from what an older version accepted so.
    private static void CheckLines(RenderedMessage image, Action verify)
    {
        try
        {
            image.CheckLines(CancellationToken.None);
        }
        catch (SmtpSoarException lone) when (lone.ErrorId == nameof(Errors.BareLineEnd))
        {
            verify();
            throw;
        }
    }

    /// <summary>The message of an entry that was made of this one, whose line ends were checked when it was written.</summary>
    internal static ComposedMessage Of(ClaimedEntry entry, ComposedMessage accepted) =>
        Of(entry, accepted.Sender, accepted.Recipients, isChecked: true);

    private static ComposedMessage Of(
        ClaimedEntry entry,
        EnvelopeAddress sender,
        IReadOnlyList<EnvelopeRecipient> recipients,
        bool isChecked)
    {
        var record = entry.Record;
        return new ComposedMessage
        {
            Sender = sender,
            Recipients = recipients,
            Image = Image(entry.Folder, record, isChecked),
            MessageId = record.MessageId,
            Subject = record.Subject,
            DeliveryNotification = record.DeliveryNotification,
            InternationalAddress = record.InternationalAddress,
        };
    }

    internal static FileStream Open(string folder)
    {
        var path = Path.Combine(folder, OutboxLayout.MessageFile);
        OutboxGuard.CheckOwner(path);
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.SequentialScan);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw OutboxFiles.Damaged(folder, cause.Message.TrimEnd('.'), cause);
        }
    }

    private static RenderedMessage Image(string folder, OutboxRecord record, bool isChecked)
    {
        var beginning = Beginning(folder, record);
        return new RenderedMessage(beginning.AsSpan(0, record.HeaderSize).ToArray(), [Body(folder, beginning, record)])
        {
            HasEightBitHeader = record.HasEightBitHeader,
            HasEightBitBody = record.HasEightBitBody,
            IsChecked = isChecked,
        };
    }

    private static OutboxBodySegment Body(string folder, byte[] beginning, OutboxRecord record) =>
        new(folder, beginning, record.Size - beginning.Length, record.Sha256);

    // The header and the empty line behind it.
    private static byte[] Beginning(string folder, OutboxRecord record)
    {
        using var file = Open(folder);
        if (file.Length != record.Size || record.HeaderSize is < 0 or > MaxHeaderLength || record.HeaderSize + LineEnd > record.Size)
            throw OutboxFiles.Damaged(folder, $"its {OutboxLayout.MessageFile} has {file.Length} bytes, and {record.Size} were accepted", null);
        var bytes = new byte[record.HeaderSize + LineEnd];
        for (var filled = 0; filled < bytes.Length;)
            filled += Math.Max(1, file.Read(bytes, filled, bytes.Length - filled));
        return bytes.AsSpan().IndexOf(HeaderEnd) == record.HeaderSize - LineEnd
            ? bytes
            : throw OutboxFiles.Damaged(
                folder,
                $"its {OutboxLayout.MessageFile} has a header of another size than {record.HeaderSize} bytes",
                null);
    }

    private static EnvelopeAddress Address(string folder, string text) =>
        MailboxAddress.TryParse(text, out var mailbox) && EnvelopeAddress.IsPossible(mailbox)
            ? new EnvelopeAddress(mailbox)
            : throw OutboxFiles.Damaged(folder, $"it has the address '{SafeText.Of(text)}'", null);
}
