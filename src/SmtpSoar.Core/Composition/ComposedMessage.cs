using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SmtpSoar.Core.Addresses;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Composition.Steps;
using SmtpSoar.Core.Files.User;

namespace SmtpSoar.Core.Composition;

/// <summary>A message that is ready to go: checked, addressed and written.</summary>
internal sealed record ComposedMessage
{
    /// <summary>MAIL FROM.</summary>
    public required EnvelopeAddress Sender { get; init; }

    /// <summary>RCPT TO, each mailbox once.</summary>
    public required IReadOnlyList<EnvelopeRecipient> Recipients { get; init; }

    /// <summary>
    /// The messages for those who must not be seen by others, each with a transaction of its own: an encrypted message tells who can
    /// read it. They have no copies themselves.
    /// </summary>
    public IReadOnlyList<ComposedMessage> Copies { get; init; } = [];

    /// <summary>The form that goes out wherever the server takes it.</summary>
    public required RenderedMessage Image { get; init; }

    /// <summary>
    /// Renders the form for a server that takes no 8-bit content, or is <see langword="null"/> if the message has none, or may not be
    /// changed for that.
    /// </summary>
    public Func<RenderedMessage>? SevenBitImage { get; init; }

    /// <summary>The marks of the signers and encrypters that it has passed.</summary>
    public IReadOnlyList<StepMark> Marks { get; init; } = [];

    /// <summary>
    /// Renders its content as it was before it was signed or encrypted, for a person to look at, or is <see langword="null"/> if it never
    /// was.
    /// </summary>
    public Func<RenderedMessage>? OpenImage { get; init; }

    /// <summary>The Message-ID with its angle brackets, or <see langword="null"/> if a raw message has none.</summary>
    public string? MessageId { get; init; }

    /// <summary>The subject, for people.</summary>
    public string? Subject { get; init; }

    /// <summary>When the sender wants a delivery status notification.</summary>
    public DeliveryNotification DeliveryNotification { get; init; }

    /// <summary>The first address that can only travel with SMTPUTF8, or <see langword="null"/>.</summary>
    public string? InternationalAddress { get; init; }

    /// <summary>The user's files that it is read from.</summary>
    public IReadOnlyList<UserFile> Files { get; init; } = [];

    /// <summary>Sentences that the user should know though the message goes.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Details, for verbose output.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The attachments that were left out, each with the reason (<c>-AllowMissingAttachment</c>).</summary>
    public IReadOnlyList<string> MissingAttachments { get; init; } = [];

    /// <summary>The recipients of the message and of its copies.</summary>
    public IReadOnlyList<EnvelopeRecipient> AllRecipients =>
        Copies.Count == 0 ? Recipients : [.. Recipients, .. Copies.SelectMany(copy => copy.Recipients)];

    /// <summary>Whether it is whole in memory, with its copies, and not read from files while it is written.</summary>
    public bool IsBuffered => Image.IsBuffered && (Copies.Count == 0 || Copies.All(copy => copy.Image.IsBuffered));

    /// <summary>The same, with small files read now.</summary>
    public ComposedMessage ToBuffered(CancellationToken cancellationToken)
    {
        Image.CheckLines(cancellationToken);
        if (IsBuffered)
            return this;
        var buffered = this with { Image = Image.ToBuffered(cancellationToken) };
        return Copies.Count == 0 ? buffered : buffered with { Copies = [.. Copies.Select(copy => copy.ToBuffered(cancellationToken))] };
    }

    /// <summary>Gets a result for each recipient, in which nothing is known yet.</summary>
    public RecipientResult[] ToResults()
    {
        var results = new RecipientResult[Recipients.Count];
        for (var i = 0; i < results.Length; i++)
            results[i] = new RecipientResult { Address = Recipients[i].Address.Text, Kind = Recipients[i].Kind };
        return results;
    }

    /// <summary>Brings the warnings and notes to those who listen, once the message is composed.</summary>
    public void ReportTo(IFeedback feedback)
    {
        foreach (var warning in Warnings)
            feedback.Warning(warning);
        foreach (var note in Notes)
            feedback.Verbose(note);
        foreach (var mark in Marks)
            feedback.Verbose(mark.Sentence);
        WarnOfGrowth(feedback);
    }

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
