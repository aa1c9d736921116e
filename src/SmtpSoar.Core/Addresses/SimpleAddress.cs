using System;
using MimeKit;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Addresses;

/// <summary>Reads an address that is nothing but words and dots around an @, as most are, and which means one thing to any reader.</summary>
internal static class SimpleAddress
{
    // MimeKit decodes such a label.
    private const string EncodedLabel = "xn--";

    /// <summary>The mailbox, or <see langword="null"/> where the text is anything else: that is for <see cref="AddressList"/>.</summary>
    public static MailboxAddress? TryParse(string? text)
    {
        if (text is null || FindAt(text) is not (> 0 and var at) || text.IndexOf(EncodedLabel, at, StringComparison.OrdinalIgnoreCase) >= 0)
            return null;
        var mailbox = new MailboxAddress(null, text);
        return EnvelopeAddress.IsPossible(mailbox) ? mailbox : null;
    }

    // The place of the only @, or -1 where something stands that is no letter, digit, hyphen, underline or single dot.
    private static int FindAt(string text)
    {
        var (at, previous) = (-1, '.');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '.' or '@' ? previous is '.' or '@' || (c == '@' && at >= 0) : !IsWord(c))
                return -1;
            at = c == '@' ? i : at;
            previous = c;
        }

        return previous is '.' or '@' ? -1 : at;
    }

    private static bool IsWord(char c) => c is '-' or '_' || AtomText.IsLetterOrDigit(c);
}
