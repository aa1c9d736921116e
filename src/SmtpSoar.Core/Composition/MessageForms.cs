using System;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Attachments;
using SmtpSoar.Core.Composition.Body;
using SmtpSoar.Core.Composition.Headers;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Composition.Steps;

namespace SmtpSoar.Core.Composition;

/// <summary>Renders a composed mail in each form that may go out, and brings each of them through the steps.</summary>
/// <param name="header">The header.</param>
/// <param name="body">The body, finished.</param>
/// <param name="attachments">The files.</param>
/// <param name="steps">The steps.</param>
/// <param name="context">The mail, as the steps see it.</param>
internal sealed class MessageForms(
    MessageHeader header,
    RenderedBody body,
    IReadOnlyList<ResolvedAttachment> attachments,
    MessageSteps steps,
    StepContext context)
{
    /// <summary>Whether a mail that is nothing but ASCII text is written without MimeKit. The bytes are the same.</summary>
    public bool WritesPlainText { get; init; } = true;

    /// <summary>Sentences about the parts that the sender should know though the mail goes.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <summary>Renders the content of a mail that is signed or encrypted as it was before, or is <see langword="null"/>.</summary>
    public Func<RenderedMessage>? Open { get; private set; }

    /// <summary>Renders the form that goes out wherever the server takes it.</summary>
    /// <param name="sevenBit">Renders the form of seven bits, or is <see langword="null"/> where this is the only one.</param>
    public RenderedMessage Render(out Func<RenderedMessage>? sevenBit)
    {
        var isProtected = steps.ChangesEntity(context.Request);
        sevenBit = null;
        if (!isProtected && TryRenderPlain() is { } plain)
            return steps.Apply(plain, context);
        sevenBit = isProtected ? null : () => Render(ContentForm.SevenBit);
        return Render(isProtected ? ContentForm.Protected : ContentForm.EightBit);
    }

    /// <summary>Renders a mail whose steps tell who the recipients are: a message for each group of them. It has one form.</summary>
    /// <param name="groups">The groups.</param>
    public IReadOnlyList<RenderedMessage> RenderFor(IReadOnlyList<IReadOnlyList<EnvelopeRecipient>> groups) =>
        RenderEach(ContentForm.Protected, [.. groups.Select(context.For)]);

    private RenderedMessage? TryRenderPlain() =>
        WritesPlainText && attachments.Count == 0 && !context.IsInternational ? PlainText.TryRender(header, body) : null;

    private RenderedMessage Render(ContentForm form) => RenderEach(form, [context])[0];

    // Disposed at once: what has a finalizer is collected late otherwise.
    private RenderedMessage[] RenderEach(ContentForm form, StepContext[] contexts)
    {
        using var message = header.ToMessage();
        var composer = new BodyComposer(attachments, form, context.CancellationToken);
        var content = steps.ApplyForAll(composer.Compose(body), context);
        Warnings = composer.Warnings;
        if (form == ContentForm.Protected)
            Open = RenderOpen;
        var images = new RenderedMessage[contexts.Length];
        for (var i = 0; i < images.Length; i++)
        {
            message.Body = steps.ApplyForEach(content, contexts[i]);
            var rendered = MessageRenderer.Render(message, contexts[i].IsInternational, composer.HasEightBit);
            images[i] = steps.Apply(rendered, contexts[i]);
        }

        return images;
    }

    private RenderedMessage RenderOpen()
    {
        using var message = header.ToMessage();
        var composer = new BodyComposer(attachments, ContentForm.SevenBit, context.CancellationToken);
        message.Body = composer.Compose(body);
        return MessageRenderer.Render(message, context.IsInternational, composer.HasEightBit);
    }
}
