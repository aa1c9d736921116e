using System.Collections.Generic;
using System.Linq;
using MimeKit;
using SmtpSoar.Core.Addresses;
using SmtpSoar.Core.Composition.Body;
using SmtpSoar.Core.Composition.Headers;

namespace SmtpSoar.Core.Composition;

/// <summary>The addresses of a message: those of the envelope, and those that it shows.</summary>
internal sealed class Addressing
{
    private readonly IReadOnlyList<MailboxAddress> _others;

    private Addressing(
        MailboxAddress from,
        InternetAddressList to,
        InternetAddressList cc,
        InternetAddressList replyTo,
        MailboxAddress? sender,
        InternetAddressList readReceiptTo,
        IReadOnlyList<EnvelopeRecipient> recipients,
        IReadOnlyList<MailboxAddress> others)
    {
        From = from;
        EnvelopeSender = new EnvelopeAddress(from);
        To = to;
        Cc = cc;
        ReplyTo = replyTo;
        Sender = sender;
        ReadReceiptTo = readReceiptTo;
        Recipients = recipients;
        _others = others;
    }

    public MailboxAddress From { get; }

    public InternetAddressList To { get; }

    public InternetAddressList Cc { get; }

    public InternetAddressList ReplyTo { get; }

    public MailboxAddress? Sender { get; }

    public InternetAddressList ReadReceiptTo { get; }

    public EnvelopeAddress EnvelopeSender { get; }

    public IReadOnlyList<EnvelopeRecipient> Recipients { get; }

    /// <summary>The first address that needs SMTPUTF8, or <see langword="null"/>.</summary>
    // Without queries: each message asks, and hardly any has one.
    public MailboxAddress? International =>
        InternationalAmong(From)
        ?? InternationalAmong(Sender)
        ?? InternationalAmong(To)
        ?? InternationalAmong(Cc)
        ?? InternationalAmong(ReplyTo)
        ?? InternationalAmong(ReadReceiptTo)
        ?? _others.FirstOrDefault(EnvelopeAddress.NeedsSmtpUtf8)
        ?? InternationalRecipient;

    private MailboxAddress? InternationalRecipient
    {
        get
        {
            foreach (var recipient in Recipients)
                if (EnvelopeAddress.NeedsSmtpUtf8(recipient.Address.Mailbox))
                    return recipient.Address.Mailbox;
            return null;
        }
    }

    /// <summary>Settles all addresses of a request, and refuses what can't be used.</summary>
    /// <param name="request">The request.</param>
    /// <param name="head">The head that comes with the body, for what the request leaves open.</param>
    /// <param name="headers">The header fields that are asked for.</param>
    /// <param name="sender">The asset's sender.</param>
    public static Addressing Of(ComposedMailRequest request, BodyHead? head, HeaderFields headers, AssetSender sender)
    {
        var to = head is null || request.To.Count > 0
            ? AddressList.Parse(request.To, "-To")
            : AddressList.Parse(head.To, $"To of {head.Source}");
        var cc = head is null || request.Cc.Count > 0
            ? AddressList.Parse(request.Cc, "-Cc")
            : AddressList.Parse(head.Cc, $"Cc of {head.Source}");
        var bcc = AddressList.Parse(request.Bcc, "-Bcc");
        bcc.AddRange(headers.Addresses("Bcc"));
        var recipients = RecipientList.Of(new(to, RecipientKind.To), new(cc, RecipientKind.Cc), new(bcc, RecipientKind.Bcc));
        if (recipients.Count == 0)
            throw Errors.RecipientMissing.With();

        return new Addressing(
            FindFrom(request, head, headers, sender),
            headers.Has("To") ? headers.Addresses("To") : to,
            headers.Has("Cc") ? headers.Addresses("Cc") : cc,
            headers.Has("Reply-To") ? headers.Addresses("Reply-To") : AddressList.Parse(request.ReplyTo, "-ReplyTo"),
            headers.Mailbox("Sender"),
            headers.Has(HeaderFields.ReadReceipt)
                ? headers.Addresses(HeaderFields.ReadReceipt)
                : AddressList.Parse(request.ReadReceiptTo, "-ReadReceiptTo"),
            recipients,
            headers.PlainMailboxes.ToList());
    }

    private static MailboxAddress? InternationalAmong(InternetAddress? address) => address switch
    {
        GroupAddress group => InternationalAmong(group.Members),
        MailboxAddress mailbox when EnvelopeAddress.NeedsSmtpUtf8(mailbox) => mailbox,
        _ => null,
    };

    private static MailboxAddress? InternationalAmong(InternetAddressList addresses)
    {
        for (var i = 0; i < addresses.Count; i++)
            if (InternationalAmong(addresses[i]) is { } found)
                return found;
        return null;
    }

    private static MailboxAddress FindFrom(ComposedMailRequest request, BodyHead? head, HeaderFields headers, AssetSender sender) =>
        AddressList.ParseMailbox(request.From, "-From")
        ?? headers.Mailbox("From")
        ?? (head is null ? null : AddressList.ParseMailbox(head.From, $"From of {head.Source}"))
        ?? sender.Mailbox
        ?? throw Errors.SenderMissing.With();
}
