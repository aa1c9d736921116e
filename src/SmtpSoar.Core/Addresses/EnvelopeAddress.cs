using MimeKit;

namespace SmtpSoar.Core.Addresses;

/// <summary>An address as the envelope needs it: the domain as ASCII (punycode), the local part as it is.</summary>
/// <remarks>MimeKit keeps every address with its domain decoded, so the ASCII form is kept beside it.</remarks>
internal sealed class EnvelopeAddress
{
    public EnvelopeAddress(MailboxAddress mailbox)
    {
        Mailbox = mailbox;
        Text = mailbox.LocalPart + "@" + AsciiDomain(mailbox);
    }

    public MailboxAddress Mailbox { get; }

    /// <summary>What goes between the angle brackets of MAIL FROM and RCPT TO.</summary>
    public string Text { get; }

    public string Domain => Text.Substring(Text.LastIndexOf('@') + 1);

    /// <summary>What makes two recipients the same mailbox: the domain in any letter case, the local part exactly (RFC 5321, section 2.4).</summary>
    public string Key => Mailbox.LocalPart + "@" + Domain.ToLowerInvariant();

    /// <summary>Whether the address can only travel with SMTPUTF8 (RFC 6531).</summary>
    public static bool NeedsSmtpUtf8(MailboxAddress mailbox) => !TextChecks.IsAscii(mailbox.LocalPart);

    public override string ToString() => Text;

    private static string AsciiDomain(MailboxAddress mailbox)
    {
        var domain = mailbox.Domain;
        if (TextChecks.IsAscii(domain))
            return domain;

        // MimeKit gives back what it can't encode.
        var encoded = MailboxAddress.IdnMapping.Encode(domain);
        return TextChecks.IsAscii(encoded) ? encoded : throw Errors.DomainInvalid.With(mailbox.Address);
    }
}
