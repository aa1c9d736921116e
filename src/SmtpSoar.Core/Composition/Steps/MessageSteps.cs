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

    /// <summary>Brings the content through its steps.</summary>
    public MimeEntity Apply(MimeEntity content, StepContext context)
    {
        for (var i = 0; i < entity.Count; i++)
        {
            if (!entity[i].AppliesTo(context.Request))
                continue;
            MessageRenderer.Prepare(content);
            content = entity[i].Apply(content, context);
        }

        return content;
    }

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
}
