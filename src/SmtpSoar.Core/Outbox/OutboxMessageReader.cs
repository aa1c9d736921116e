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

namespace SmtpSoar.Core.Outbox;

/// <summary>Makes a message of what a store keeps, to those who have not got it yet.</summary>
internal static class OutboxMessageReader
{
    private const int LineEnd = 2;

    // No header of a mail is that long: it would be read into memory at once.
    private const int MaxHeaderLength = 16 * 1024 * 1024;

    private static readonly byte[] HeaderEnd = [.. "\r\n\r\n"u8];

    /// <summary>Reads a message that was claimed.</summary>
    /// <exception cref="SmtpSoarException">It is damaged.</exception>
    internal static ComposedMessage Of(IOutboxLease lease)
    {
        var recipients = lease.Record.Open
            .Select(recipient => new EnvelopeRecipient(Address(lease, recipient.Address), recipient.Kind))
            .ToList();
        if (recipients.Count == 0)
            throw Damaged(lease, "it waits, but nobody is left to get it", null);
        var message = Of(lease, Address(lease, lease.Record.Sender), recipients, isChecked: false);
        CheckLines(message.Image, () => new OutboxBodySegment(lease, Beginning(lease)).Verify(CancellationToken.None));
        return message;
    }

    /// <summary>Reads a message that was accepted from this one, whose line ends were checked when it was written.</summary>
    internal static ComposedMessage Of(IOutboxLease lease, ComposedMessage accepted) =>
        Of(lease, accepted.Sender, accepted.Recipients, isChecked: true);

    internal static SmtpSoarException Damaged(IOutboxLease lease, string how, Exception? cause) =>
        Errors.OutboxEntryDamaged.Because(cause, lease.Place, how);

    // A lone line end may be damage, which the digest tells from what an older version accepted so.
    private static void CheckLines(RenderedMessage image, Action verify)
    {
        try
        {
            image.CheckLines(CancellationToken.None);
        }
        catch (SmtpSoarException lone) when (lone.Is(Errors.BareLineEnd))
        {
            verify();
            throw;
        }
    }

    private static ComposedMessage Of(
        IOutboxLease lease, EnvelopeAddress sender, IReadOnlyList<EnvelopeRecipient> recipients, bool isChecked) => new()
    {
        Sender = sender,
        Recipients = recipients,
        Image = Image(lease, isChecked),
        MessageId = lease.Record.MessageId,
        Subject = lease.Record.Subject,
        DeliveryNotification = lease.Record.DeliveryNotification,
        InternationalAddress = lease.Record.InternationalAddress,
    };

    private static RenderedMessage Image(IOutboxLease lease, bool isChecked)
    {
        var (record, beginning) = (lease.Record, Beginning(lease));
        return new RenderedMessage(beginning.AsSpan(0, record.HeaderSize).ToArray(), [new OutboxBodySegment(lease, beginning)])
        {
            HasEightBitHeader = record.HasEightBitHeader,
            HasEightBitBody = record.HasEightBitBody,
            IsChecked = isChecked,
        };
    }

    // The header and the empty line after it.
    private static byte[] Beginning(IOutboxLease lease)
    {
        var record = lease.Record;
        if (record.HeaderSize is < 0 or > MaxHeaderLength || record.HeaderSize + LineEnd > record.Size)
            throw OtherHeader(lease);
        var bytes = new byte[record.HeaderSize + LineEnd];
        Fill(lease, bytes);
        return bytes.AsSpan().IndexOf(HeaderEnd) == record.HeaderSize - LineEnd ? bytes : throw OtherHeader(lease);
    }

    private static void Fill(IOutboxLease lease, byte[] bytes)
    {
        using var stored = lease.OpenMessage(0);
        try
        {
            for (var filled = 0; filled < bytes.Length;)
                filled += Math.Max(1, stored.Read(bytes, filled, bytes.Length - filled));
        }
        catch (IOException cause)
        {
            throw Damaged(lease, cause.Message.TrimEnd('.'), cause);
        }
    }

    private static SmtpSoarException OtherHeader(IOutboxLease lease) =>
        Damaged(lease, $"it has a header of another size than {lease.Record.HeaderSize} bytes", null);

    private static EnvelopeAddress Address(IOutboxLease lease, string text) =>
        MailboxAddress.TryParse(text, out var mailbox) && EnvelopeAddress.IsPossible(mailbox)
            ? new EnvelopeAddress(mailbox)
            : throw Damaged(lease, $"it has the address '{SafeText.Of(text)}'", null);
}
