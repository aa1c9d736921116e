using System;
using System.IO;
using System.Threading;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Outbox.Sealing;

namespace SmtpSoar.Core.Outbox;

/// <summary>A message that is to be accepted.</summary>
/// <param name="Action">SOAR's name of the action.</param>
/// <param name="Message">The message.</param>
/// <param name="Image">The bytes that are kept, with a header and a body. Their line ends are checked as they are written.</param>
internal sealed record OutboxDraft(string Action, ComposedMessage Message, RenderedMessage Image)
{
    /// <summary>Makes a draft. The server is not known yet, and every server takes seven bits.</summary>
    public static OutboxDraft Of(ComposedMessage message, string action)
    {
        var image = message.Image.HasEightBitBody && message.SevenBitImage is { } convert ? convert() : message.Image;
        return new OutboxDraft(action, message, image);
    }

    /// <summary>Encrypts what is kept, or is <see langword="null"/> where it is kept as it is.</summary>
    public IOutboxSealer? Sealer { get; init; }

    /// <summary>Writes the bytes that the store keeps, whatever they are.</summary>
    /// <param name="id">The store's id for the message.</param>
    /// <param name="stream">The stream that takes the bytes. It stays open.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SmtpSoarException">The message has a lone CR or LF, or can't be read.</exception>
    public OutboxContent WriteTo(string id, Stream stream, CancellationToken cancellationToken)
    {
        if (Sealer is { } sealer)
            return sealer.Write(this, id, stream, cancellationToken);
        using var digest = new DigestStream(stream);
        Image.WriteTo(digest, cancellationToken);
        return new OutboxContent(digest.Digest(), null);
    }

    /// <summary>Makes the record of the message.</summary>
    /// <param name="id">The store's id for it, by which messages sort by the time of acceptance.</param>
    /// <param name="accepted">The time now, by the store's clock.</param>
    /// <param name="content">The content as it was written.</param>
    public OutboxRecord ToRecord(string id, DateTimeOffset accepted, OutboxContent content) => new()
    {
        Id = id,
        Accepted = accepted,
        Since = accepted,
        Action = Action,
        Sender = Message.Sender.Text,
        Recipients = Message.ToResults(),
        DeliveryNotification = Message.DeliveryNotification,
        InternationalAddress = Message.InternationalAddress,
        MessageId = Message.MessageId,
        Subject = Sealer is null ? Message.Subject : null,
        HasEightBitHeader = Image.HasEightBitHeader,
        HasEightBitBody = Image.HasEightBitBody,
        Size = Image.Size,
        HeaderSize = Image.HeaderBlock.Length,
        Sha256 = content.Sha256,
        Seal = content.Seal,
    };
}

/// <summary>Holds what is known of a message's bytes once a store has them.</summary>
/// <param name="Sha256">The digest of the message, in lower-case hex.</param>
/// <param name="Seal">How they are encrypted, or <see langword="null"/>.</param>
internal sealed record OutboxContent(string Sha256, OutboxSeal? Seal);
