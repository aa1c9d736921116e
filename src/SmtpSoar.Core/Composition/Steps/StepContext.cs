using System.Collections.Generic;
using System.Threading;
using MimeKit;
using SmtpSoar.Core.Addresses;
using SmtpSoar.Core.Composition.Rendering;

namespace SmtpSoar.Core.Composition.Steps;

/// <summary>The mail that passes a step.</summary>
internal sealed class StepContext
{
    private List<string>? _warnings;

    /// <summary>The request.</summary>
    public required MailRequest Request { get; init; }

    /// <summary>The author that the header shows, or <see langword="null"/> for a raw mail, whose header is the sender's own.</summary>
    public MailboxAddress? From { get; init; }

    /// <summary>MAIL FROM.</summary>
    public required EnvelopeAddress Sender { get; init; }

    /// <summary>The recipients of this form, each with the reason: a blind copy must not be seen by the others.</summary>
    public required IReadOnlyList<EnvelopeRecipient> Recipients { get; init; }

    /// <summary>Whether the mail's fields may have UTF-8 in them, since an address needs SMTPUTF8.</summary>
    public bool IsInternational { get; init; }

    /// <summary>Stops the work.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Renders content that a step was given: the bytes that will stand between two boundaries, files by reference.</summary>
    public IReadOnlyList<IContentSegment> Render(MimeEntity content) => MessageRenderer.Render(content, IsInternational);

    /// <summary>Warns the sender, though the mail goes. Of a form that is made after EHLO no warning is shown.</summary>
    public void Warn(string sentence) => (_warnings ??= []).Add(sentence);

    /// <summary>The warnings about a mail, and those of its steps.</summary>
    internal IReadOnlyList<string> WithWarnings(IReadOnlyList<string> others) => _warnings is null ? others : [.. others, .. _warnings];
}
