using MimeKit;

namespace SmtpSoar.Core.Composition.Steps;

/// <summary>Changes the content of a composed mail before it is rendered: a signer or an encrypter (S/MIME, OpenPGP).</summary>
/// <remarks>
/// A mail that passes such a step has one form alone, of seven bits, whose text no relay has a reason to change
/// (<see cref="Body.ContentForm.Protected"/>). No server's capabilities and no outbox choose another one. A step serves many mails, from
/// one thread at a time.
/// </remarks>
internal interface IEntityStep
{
    /// <summary>Whether the mail is to pass it.</summary>
    bool AppliesTo(MailRequest request);

    /// <summary>
    /// Whether its work tells who the recipients are, as an encrypted mail does. Each blind recipient then gets a message of their own,
    /// with a <see cref="StepContext"/> in which nobody else is.
    /// </summary>
    bool ShowsRecipients { get; }

    /// <summary>Signs, encrypts or wraps the content.</summary>
    /// <param name="entity">
    /// The content, prepared for seven bits, with the Content fields that the mail would have. Its bytes are those of
    /// <see cref="StepContext.Render"/>: files are read by reference, and written anew at each time. A step that shows recipients gets the
    /// same content for each message, and so leaves it as it is.
    /// </param>
    /// <param name="context">The mail that it is the content of.</param>
    /// <returns>The new content. A <see cref="Rendering.SegmentPart"/> holds what is not to be in memory.</returns>
    /// <exception cref="SmtpSoarException">The mail can't pass, and so does not go at all.</exception>
    MimeEntity Apply(MimeEntity entity, StepContext context);
}
