using System.Collections.Generic;
using System.Linq;
using System.Threading;
using MimeKit;
using MimeKit.Utils;
using SmtpSoar.Core.Addresses;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Composition.Steps;
using SmtpSoar.Core.Files.User;
using SmtpSoar.Core.Raw;
using SmtpSoar.Core.Vault;

namespace SmtpSoar.Core.Composition;

/// <summary>Addresses a finished message: "send rawemail".</summary>
/// <param name="asset">The asset: what it allows.</param>
/// <param name="steps">The steps that each form passes.</param>
internal sealed class RawComposer(SmtpAsset asset, MessageSteps steps)
{
    /// <summary>Reads the message and settles its envelope.</summary>
    public ComposedMessage Compose(RawEmailRequest request, CancellationToken cancellationToken)
    {
        RecipientList.Check(request.DeliveryNotification);
        var file = TakeFile(request, cancellationToken);
        var raw = Read(request, file, cancellationToken);
        var sender = new EnvelopeAddress(Sender(request, raw));
        var recipients = Recipients(request, raw);
        var international = FindInternational(sender, recipients);
        var context = new StepContext
        {
            Request = request,
            Sender = sender,
            Recipients = recipients,
            IsInternational = raw.HasEightBitHeader,
            CancellationToken = cancellationToken,
        };
        return new ComposedMessage
        {
            Sender = sender,
            Recipients = recipients,
            Image = steps.Apply(Render(raw), context),
            MessageId = raw.MessageId is { } id ? ShownText.Line($"<{id}>") : null,
            Subject = raw.Subject is { } subject ? Rfc2047.DecodeText(System.Text.Encoding.UTF8.GetBytes(subject)) : null,
            DeliveryNotification = request.DeliveryNotification,
            InternationalAddress = international?.Text,
            Files = file is null ? [] : [file],
            Warnings = context.WithWarnings(raw.Warnings),
        };
    }

    /// <summary>The message as it goes out: its own bytes, but for blind copies and line ends.</summary>
    public static RenderedMessage Render(RawMessage raw) => new(raw.Header, [new RawBodySegment(raw.Body, raw.BodySize)])
    {
        HasEightBitHeader = raw.HasEightBitHeader,
        HasEightBitBody = raw.HasEightBitBody,
    };

    private EnvelopeAddress? FindInternational(EnvelopeAddress sender, IReadOnlyList<EnvelopeRecipient> recipients)
    {
        var international = recipients
            .Select(recipient => recipient.Address)
            .Prepend(sender)
            .FirstOrDefault(address => EnvelopeAddress.NeedsSmtpUtf8(address.Mailbox));
        return international is null || asset.AllowSmtpUtf8 ? international : throw Errors.SmtpUtf8NotAllowed.With(international);
    }

    private static RawMessage Read(RawEmailRequest request, UserFile? file, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
            return RawMessageReader.FromContent(content, cancellationToken);
        return file is null ? RawMessageReader.FromText(request.Text ?? "") : RawMessageReader.FromFile(file, cancellationToken);
    }

    private static UserFile? TakeFile(RawEmailRequest request, CancellationToken cancellationToken)
    {
        if (request.VaultFile is { } file)
            new VaultStore(VaultStore.DefaultFolder()).Verify(file, cancellationToken);
        return request.Path is { } path ? RawMessageReader.TakeFile(path, cancellationToken) : null;
    }

    private static MailboxAddress Sender(RawEmailRequest request, RawMessage raw)
    {
        if (AddressList.ParseMailbox(request.EnvelopeFrom, "-EnvelopeFrom") is { } given)
            return given;

        // RFC 5322, section 3.6.2: with several authors the Sender field says who sent it.
        var authors = HeaderAddresses.Parse(raw.From, "From").Mailboxes.ToList();
        var sender = authors.Count > 1 && raw.Sender is { } field
            ? HeaderAddresses.Parse([field], "Sender").Mailboxes.FirstOrDefault()
            : null;
        return sender ?? authors.FirstOrDefault() ?? throw Errors.RawSenderMissing.With();
    }

    private static IReadOnlyList<EnvelopeRecipient> Recipients(RawEmailRequest request, RawMessage raw)
    {
        var given = AddressList.Parse(request.EnvelopeTo, "-EnvelopeTo");
        var recipients = given.Count > 0
            ? RecipientList.Of(new RecipientField(given, RecipientKind.Envelope))
            : RecipientList.Of(
                new(HeaderAddresses.Parse(raw.To, "To"), RecipientKind.To),
                new(HeaderAddresses.Parse(raw.Cc, "Cc"), RecipientKind.Cc),
                new(HeaderAddresses.Parse(raw.Bcc, "Bcc"), RecipientKind.Bcc));
        return recipients.Count > 0 ? recipients : throw Errors.RawRecipientMissing.With();
    }
}
