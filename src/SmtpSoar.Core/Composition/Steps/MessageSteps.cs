using System.Collections.Generic;
using MimeKit;
using SmtpSoar.Core.Composition.Rendering;

namespace SmtpSoar.Core.Composition.Steps;

/// <summary>The steps that mails pass, in their order: over the content before it is rendered, then over each rendered form.</summary>
/// <param name="entity">The steps over the content: first the signer, then the encrypter.</param>
/// <param name="message">The steps over what is rendered.</param>
internal sealed class MessageSteps(IReadOnlyList<IEntityStep> entity, IReadOnlyList<IMessageStep> message)
{
    /// <summary>Whether a step changes the content, so that the mail has one protected form alone.</summary>
    public bool ChangesEntity(MailRequest request)
    {
        for (var i = 0; i < entity.Count; i++)
        {
            if (entity[i].AppliesTo(request))
                return true;
        }

        return false;
    }

    /// <summary>Whether a step tells who the recipients are, so that blind recipients get messages of their own.</summary>
    public bool ShowRecipients(MailRequest request) => FirstThatShows(request) < entity.Count;

    /// <summary>
    /// Brings the content through the steps that are the same for all recipients: up to the first that tells who they are.
    /// </summary>
    public MimeEntity ApplyForAll(MimeEntity content, StepContext context) =>
        Apply(content, context, 0, FirstThatShows(context.Request));

    /// <summary>Brings the content through the steps behind those, for the recipients of one message.</summary>
    public MimeEntity ApplyForEach(MimeEntity content, StepContext context) =>
        Apply(content, context, FirstThatShows(context.Request), entity.Count);

    /// <summary>Brings a rendered form through its steps.</summary>
    public RenderedMessage Apply(RenderedMessage rendered, StepContext context)
    {
        for (var i = 0; i < message.Count; i++)
        {
            if (message[i].AppliesTo(context.Request))
                rendered = message[i].Apply(rendered, context);
        }

        return rendered;
    }

    private MimeEntity Apply(MimeEntity content, StepContext context, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (!entity[i].AppliesTo(context.Request))
                continue;
            MessageRenderer.Prepare(content);
            content = entity[i].Apply(content, context);
        }

        return content;
    }

    private int FirstThatShows(MailRequest request)
    {
        var place = 0;
        while (place < entity.Count && !(entity[place].ShowsRecipients && entity[place].AppliesTo(request)))
            place++;
        return place;
    }
}
