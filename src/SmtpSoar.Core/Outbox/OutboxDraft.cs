using System;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Composition.Rendering;

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

    /// <summary>Makes the record of the message.</summary>
    /// <param name="id">The store's id for it, by which messages sort by the time of acceptance.</param>
    /// <param name="accepted">The time now, by the store's clock.</param>
    /// <param name="sha256">The digest of the image as it was written, in lower-case hex.</param>
    public OutboxRecord ToRecord(string id, DateTimeOffset accepted, string sha256) => new()
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
        Subject = Message.Subject,
        HasEightBitHeader = Image.HasEightBitHeader,
        HasEightBitBody = Image.HasEightBitBody,
        Size = Image.Size,
        HeaderSize = Image.HeaderBlock.Length,
        Sha256 = sha256,
    };
}
