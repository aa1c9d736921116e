using System;
using System.Collections.Generic;
using SmtpSoar.Core.Addresses;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Files.User;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Composition;

/// <summary>A message that is ready to go: checked, addressed and written.</summary>
internal sealed record ComposedMessage
{
    /// <summary>MAIL FROM.</summary>
    public required EnvelopeAddress Sender { get; init; }

    /// <summary>RCPT TO, each mailbox once.</summary>
    public required IReadOnlyList<EnvelopeRecipient> Recipients { get; init; }

    /// <summary>The bytes.</summary>
    public required RenderedMessage Image { get; init; }

    /// <summary>The bytes for a server that takes no 8-bit content.</summary>
    /// <remarks><see langword="null"/> if the message has no such content, or may not be changed for that.</remarks>
    public Func<RenderedMessage>? SevenBitImage { get; init; }

    /// <summary>The Message-ID with its angle brackets, or <see langword="null"/> if a raw message has none.</summary>
    public string? MessageId { get; init; }

    /// <summary>The subject, for people.</summary>
    public string? Subject { get; init; }

    /// <summary>When the sender wants a delivery status notification.</summary>
    public DeliveryNotification DeliveryNotification { get; init; }

    /// <summary>The first address that can only travel with SMTPUTF8, or <see langword="null"/>.</summary>
    public string? InternationalAddress { get; init; }

    /// <summary>Hears when the server may take the message, or <see langword="null"/> where nobody keeps account of it.</summary>
    public IDeliveryCheckpoint? Checkpoint { get; init; }

    /// <summary>The message's place in the outbox, if it comes from there.</summary>
    public ClaimedEntry? Entry { get; init; }

    /// <summary>
    /// Gives the message that follows over the same connection for sure, or <see langword="null"/> where none is known to: its envelope may
    /// go with the end of this one.
    /// </summary>
    public Func<ComposedMessage?>? Next { get; init; }

    /// <summary>The user's files that it is read from.</summary>
    public IReadOnlyList<UserFile> Files { get; init; } = [];

    /// <summary>What the user should know though the message goes.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What those may read who ask for details.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What was left out, each with the reason (<c>-AllowMissingAttachment</c>).</summary>
    public IReadOnlyList<string> MissingAttachments { get; init; } = [];

    /// <summary>Warns, once for each, of files that grew since they were taken.</summary>
    public void WarnOfGrowth(IFeedback feedback)
    {
        foreach (var file in Files)
        {
            if (file.TakeGrowth())
                feedback.Warning(Messages.FileGrew(file.Path, file.Length));
        }
    }
}
