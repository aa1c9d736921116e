using System.Text;
using MimeKit;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Addresses;

/// <summary>An address as the envelope needs it: the domain as ASCII (punycode), the local part with the quotes that it needs.</summary>
/// <remarks>MimeKit keeps every address with its domain decoded, so the ASCII form is kept beside it.</remarks>
internal sealed class EnvelopeAddress
{
    // RFC 5321, section 4.5.3.1: 64 before the @ and 255 behind it. Some senders go beyond the first, so only the sum counts.
    private const int MaxLength = 320;

    public EnvelopeAddress(MailboxAddress mailbox)
    {
        Text = TextOf(mailbox) ?? throw Errors.AddressInvalid.With(mailbox.Address, "the envelope");
        Mailbox = IsWrittenAs(mailbox, Text) ? mailbox : new MailboxAddress(mailbox.Name, Text);
    }

    /// <summary>
    /// The mailbox that MailKit writes into MAIL and RCPT: with SMTPUTF8 its domain is the decoded form of the ASCII one.
    /// </summary>
    public MailboxAddress Mailbox { get; }

    /// <summary>The text between the angle brackets of MAIL FROM and RCPT TO.</summary>
    public string Text { get; }

    public string Domain => Text.Substring(Text.LastIndexOf('@') + 1);

    /// <summary>The key of the mailbox: the domain in any letter case, the local part exactly (RFC 5321, section 2.4).</summary>
    public string Key => Mailbox.LocalPart + "@" + Domain.ToLowerInvariant();

    /// <summary>Whether the address can only travel with SMTPUTF8 (RFC 6531).</summary>
    public static bool NeedsSmtpUtf8(MailboxAddress mailbox) =>
        !TextChecks.IsAscii(mailbox.Address) && !TextChecks.IsAscii(mailbox.LocalPart);

    /// <summary>Whether a server may be told the address.</summary>
    public static bool IsPossible(MailboxAddress mailbox) => TextOf(mailbox) is not null;

    public override string ToString() => Text;

    private static string? TextOf(MailboxAddress mailbox)
    {
        if (SimpleAddress.Is(mailbox.Address))
            return mailbox.Address;
        if (DomainName.ToAscii(mailbox.Domain) is not { } domain || LocalPart.ToWire(mailbox.LocalPart) is not { } local)
            return null;
        return Encoding.UTF8.GetByteCount(local) + 1 + domain.Length <= MaxLength ? local + "@" + domain : null;
    }

    // MimeKit decodes a domain whenever it reads one, so only an ASCII domain stays as it is.
    private static bool IsWrittenAs(MailboxAddress mailbox, string text) => mailbox.Address == text;
}
