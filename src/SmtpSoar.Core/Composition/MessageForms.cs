using System;
using System.Collections.Generic;
using MimeKit;
using SmtpSoar.Core.Attachments;
using SmtpSoar.Core.Composition.Body;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Composition.Steps;

namespace SmtpSoar.Core.Composition;

/// <summary>Renders a composed mail in each form that may go out, and brings each of them through the steps.</summary>
/// <param name="message">The header. Its body is set anew for each form.</param>
/// <param name="body">The body, finished.</param>
/// <param name="attachments">The files.</param>
/// <param name="steps">The steps.</param>
/// <param name="context">The mail, as the steps see it.</param>
internal sealed class MessageForms(
    MimeMessage message,
    RenderedBody body,
    IReadOnlyList<ResolvedAttachment> attachments,
    MessageSteps steps,
    StepContext context)
{
    /// <summary>Sentences about the parts that the sender should know though the mail goes.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <summary>Renders the form that goes out wherever the server takes it.</summary>
    /// <param name="sevenBit">Renders the form of seven bits, or is <see langword="null"/> where this is the only one.</param>
    public RenderedMessage Render(out Func<RenderedMessage>? sevenBit)
    {
        var isProtected = steps.ChangesEntity(context.Request);
        sevenBit = isProtected ? null : () => Render(ContentForm.SevenBit);
        return Render(isProtected ? ContentForm.Protected : ContentForm.EightBit);
    }

    private RenderedMessage Render(ContentForm form)
    {
        var composer = new BodyComposer(attachments, form, context.CancellationToken);
        message.Body = steps.Apply(composer.Compose(body), context);
        Warnings = composer.Warnings;
        return steps.Apply(MessageRenderer.Render(message, context.IsInternational, composer.HasEightBit), context);
    }
}
