using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using MimeKit;
using SmtpSoar.Core.Attachments;
using SmtpSoar.Core.Composition.Body;
using SmtpSoar.Core.Composition.Headers;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Composition.Steps;
using SmtpSoar.Core.Files.User;
using SmtpSoar.Core.Html.References;
using SmtpSoar.Core.Text;
using SmtpSoar.Core.Vault;

namespace SmtpSoar.Core.Composition;

/// <summary>Makes a message of a request: "send email" and "send htmlemail".</summary>
/// <param name="asset">The asset: its sender, and what it allows.</param>
/// <param name="clock">The clock that dates messages.</param>
/// <param name="renderers">The renderers of bodies, in the order of use.</param>
/// <param name="steps">The steps that each form passes.</param>
internal sealed class MessageComposer(SmtpAsset asset, TimeProvider clock, IReadOnlyList<IBodyRenderer> renderers, MessageSteps steps)
{
    private readonly AssetSender _sender = new(asset);
    private readonly HeaderComposer _headers = new(clock);

    /// <summary>Whether a message that is nothing but ASCII text is written without MimeKit. The bytes are the same.</summary>
    internal bool WritesPlainText { get; init; } = true;

    /// <summary>Checks everything, then composes. Nothing is sent.</summary>
    public ComposedMessage Compose(ComposedMailRequest request, CancellationToken cancellationToken)
    {
        var rendered = RenderBody(request, cancellationToken);
        var headers = new HeaderFields(Fields(request, rendered.Head));
        var addressing = Addressing.Of(request, rendered.Head, headers, _sender);
        var international = FindInternational(addressing);
        var subject = CheckSubject(headers.Value("Subject") ?? request.Subject ?? rendered.Head?.Subject ?? "");
        RecipientList.Check(request.DeliveryNotification);
        var body = BodyFinisher.Finish(rendered, asset.Encoding);
        var attachments = ResolveAttachments(request, out var missing, cancellationToken);
        var header = _headers.Compose(request, headers, addressing, subject);
        var context = Context(request, addressing, international is not null, cancellationToken);
        var forms = new MessageForms(header, body, attachments, steps, context) { WritesPlainText = WritesPlainText };
        var groups = steps.ShowRecipients(request) ? RecipientList.SplitBlind(addressing.Recipients) : [addressing.Recipients];
        var message = new ComposedMessage
        {
            Sender = context.Sender,
            Recipients = groups[0],
            Image = Render(forms, groups, out var sevenBit, out var copies),
            SevenBitImage = sevenBit,
            Marks = context.Marks,
            OpenImage = forms.Open,
            MessageId = header.MessageId,
            Subject = subject,
            DeliveryNotification = request.DeliveryNotification,
            InternationalAddress = international?.Address,
            MissingAttachments = missing,
            Files = FilesOf(attachments),
            Warnings = context.WithWarnings(Warnings(request, body, attachments, missing, forms)),
            Notes = context.WithNotes(body.Removed.Count > 0 ? [Messages.Sanitized(body.Removed)] : []),
        };
        return groups.Count == 1 ? message : message with { Copies = CopiesOf(message, groups, copies) };
    }

    private static RenderedMessage Render(
        MessageForms forms,
        IReadOnlyList<IReadOnlyList<EnvelopeRecipient>> groups,
        out Func<RenderedMessage>? sevenBit,
        out IReadOnlyList<RenderedMessage> all)
    {
        (sevenBit, all) = (null, []);
        if (groups.Count == 1)
            return forms.Render(out sevenBit);
        all = forms.RenderFor(groups);
        return all[0];
    }

    private static ComposedMessage[] CopiesOf(
        ComposedMessage message, IReadOnlyList<IReadOnlyList<EnvelopeRecipient>> groups, IReadOnlyList<RenderedMessage> images)
    {
        var copies = new ComposedMessage[groups.Count - 1];
        for (var i = 0; i < copies.Length; i++)
            copies[i] = Copy(groups[i + 1], images[i + 1]);
        return copies;

        ComposedMessage Copy(IReadOnlyList<EnvelopeRecipient> recipients, RenderedMessage image) =>
            message with { Recipients = recipients, Image = image, Files = [], Warnings = [], Notes = [], Marks = [] };
    }

    private RenderedBody RenderBody(ComposedMailRequest request, CancellationToken cancellationToken)
    {
        var body = RenderedBody.Empty;
        for (var i = 0; i < renderers.Count; i++)
        {
            if (renderers[i].Handles(request))
                body = renderers[i].Render(request, body, cancellationToken);
        }

        return ReferenceEquals(body, RenderedBody.Empty) ? throw new NotSupportedException(request.GetType().Name) : body;
    }

    private static ICollection<HeaderField> Fields(ComposedMailRequest request, BodyHead? head)
    {
        if (head is null || head.Headers.Count == 0)
            return request.Headers;
        var given = new HashSet<string>(request.Headers.Select(field => field.Name), StringComparer.OrdinalIgnoreCase);
        return [.. request.Headers, .. head.Headers.Where(field => !given.Contains(field.Name))];
    }

    private static StepContext Context(
        ComposedMailRequest request, Addressing addressing, bool isInternational, CancellationToken cancellationToken) => new()
    {
        Request = request,
        From = addressing.From,
        Sender = addressing.EnvelopeSender,
        Recipients = addressing.Recipients,
        IsInternational = isInternational,
        CancellationToken = cancellationToken,
    };

    private static UserFile[] FilesOf(IReadOnlyList<ResolvedAttachment> attachments)
    {
        if (attachments.Count == 0)
            return [];
        var files = new UserFile[attachments.Count];
        for (var i = 0; i < files.Length; i++)
            files[i] = attachments[i].File;
        return files;
    }

    private MailboxAddress? FindInternational(Addressing addressing)
    {
        var mailbox = addressing.International;
        return mailbox is null || asset.AllowSmtpUtf8 ? mailbox : throw Errors.SmtpUtf8NotAllowed.With(mailbox.Address);
    }

    private string CheckSubject(string given)
    {
        var subject = HeaderText.Unfold(given);
        TextChecks.Characters(subject, "subject");
        if (TextChecks.HasControl(subject))
            throw Errors.SubjectLineBreak.With();
        return asset.Encoding || TextChecks.IsAscii(subject) ? subject : throw Errors.UnicodeNotAllowed.With("subject");
    }

    private IReadOnlyList<ResolvedAttachment> ResolveAttachments(
        ComposedMailRequest request, out IReadOnlyList<string> missing, CancellationToken cancellationToken)
    {
        missing = [];
        if (request.Attachments.Count == 0)
            return [];
        var named = request.Attachments.Where(attachment => !attachment.IsEmpty).ToList();
        if (named.Count == 0)
            return [];

        var vault = new VaultStore(request.VaultPath ?? VaultStore.DefaultFolder());
        var attachments = new AttachmentResolver(vault).Resolve(named, request.AllowMissingAttachment, out missing, cancellationToken);
        var unicode = asset.Encoding ? null : attachments.FirstOrDefault(attachment => !TextChecks.IsAscii(attachment.Name));
        return unicode is null ? attachments : throw Errors.UnicodeNotAllowed.With($"file name '{unicode.Name}'");
    }

    private static IEnumerable<string> EmptyReferences(IList<AttachmentReference> attachments)
    {
        foreach (var attachment in attachments)
            if (attachment.LoneContentId is { } number)
                yield return Messages.ContentIdAlone(number);
        if (attachments.Count(attachment => attachment.IsEmpty && attachment.LoneContentId is null) is > 0 and var empty)
            yield return Messages.AttachmentEmpty(empty);
    }

    private static string[] Warnings(
        ComposedMailRequest request,
        RenderedBody body,
        IReadOnlyList<ResolvedAttachment> attachments,
        IReadOnlyList<string> missing,
        MessageForms forms)
    {
        if (request.Attachments.Count == 0 && body.Html is null)
            return [];
        return
        [
            .. missing.Select(Messages.AttachmentLeftOut),
            .. forms.Warnings,
            .. EmptyReferences(request.Attachments),
            .. LooseReferences(body, attachments),
        ];
    }

    private static IEnumerable<string> LooseReferences(RenderedBody body, IReadOnlyList<ResolvedAttachment> attachments)
    {
        if (body.Html is null)
            return [];
        var scanned = ContentIds.Scan(body.Html);
        var referenced = scanned.Found;
        var provided = attachments
            .Select(attachment => attachment.ContentId)
            .Concat(body.Pictures.Select(picture => picture.ContentId))
            .OfType<string>()
            .ToList();
        return provided.Where(id => !referenced.Contains(id)).Select(Messages.ContentIdUnused)
            .Concat(referenced.Where(id => !provided.Contains(id)).Select(Messages.ContentIdUnknown))
            .Concat(scanned.Local.Found.Select(Messages.PictureLocal));
    }
}
