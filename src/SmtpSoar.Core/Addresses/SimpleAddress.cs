using System;
using MimeKit;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Addresses;

/// <summary>Knows an address that is nothing but words and dots around an @, as most are: it means one thing to any reader.</summary>
internal static class SimpleAddress
{
    // MimeKit decodes such a label.
    private const string EncodedLabel = "xn--";

    // Longer ones are for the rules that have the limits.
    private const int MaxWord = 63;
    private const int MaxLength = 250;

    /// <summary>The mailbox, or <see langword="null"/> where the text is anything else: that is for <see cref="AddressList"/>.</summary>
    public static MailboxAddress? TryParse(string? text) => text is not null && Is(text) ? new MailboxAddress(null, text) : null;

    /// <summary>Whether an address is such a one: then the envelope has it as it stands here.</summary>
    public static bool Is(string text) =>
        text.Length <= MaxLength
        && FindAt(text) is > 0 and var at
        && text.IndexOf(EncodedLabel, at, StringComparison.OrdinalIgnoreCase) < 0;

    // The place of the only @, or -1 where something stands that is no letter, digit, hyphen, underline or single dot.
    private static int FindAt(string text)
    {
        var (at, word) = (-1, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var isEnd = c is '.' or '@';
            if (isEnd ? word == 0 || (c == '@' && at >= 0) : word == MaxWord || !IsWord(c))
                return -1;
            at = c == '@' ? i : at;
            word = isEnd ? 0 : word + 1;
        }

        return word == 0 ? -1 : at;
    }

    private static bool IsWord(char c) => c is '-' or '_' || AtomText.IsLetterOrDigit(c);
}
