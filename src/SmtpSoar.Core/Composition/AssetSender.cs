using MimeKit;
using SmtpSoar.Core.Addresses;

namespace SmtpSoar.Core.Composition;

/// <summary>Knows the asset's own sender, which most messages have: its text is read once, and anew when it has changed.</summary>
internal sealed class AssetSender(SmtpAsset asset)
{
    private ReadText? _last;

    /// <summary>The mailbox, or <see langword="null"/> if the asset has none. Several messages have it: it must not be changed.</summary>
    /// <exception cref="SmtpSoarException">Its text is no address.</exception>
    public MailboxAddress? Mailbox
    {
        get
        {
            var text = asset.DefaultSender;
            if (_last is not { } last || last.Text != text)
                _last = last = new ReadText(text, AddressList.ParseMailbox(text, "the asset's sender"));
            return last.Mailbox;
        }
    }

    private sealed record ReadText(string? Text, MailboxAddress? Mailbox);
}
