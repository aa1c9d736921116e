using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using MimeKit;

namespace SmtpSoar.Core.Addresses;

/// <summary>Reads address lists as RFC 5322, section 3.4, says, and a little of what people write besides.</summary>
internal static class AddressList
{
    private static readonly ParserOptions Strict = new()
    {
        AddressParserComplianceMode = RfcComplianceMode.Strict,
        AllowAddressesWithoutDomain = false,
        AllowUnquotedCommasInAddresses = false,
    };

    // A list may be broken into lines between its addresses, nowhere else.
    private static readonly Regex BreakAtComma = new(@"\s*[\r\n]+\s*(?=,)|(?<=,)\s*[\r\n]+\s*", RegexOptions.CultureInvariant);

    private static readonly Regex MailtoScheme = new(@"(?<=<\s*)mailto:|(?<=(^|,)\s*)mailto:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>All addresses of all elements, each element one address or a comma-separated list.</summary>
    /// <param name="elements">What the user gave.</param>
    /// <param name="place">What to call the place in an error, such as <c>-To</c>.</param>
    public static InternetAddressList Parse(IEnumerable<string?> elements, string place)
    {
        var all = new InternetAddressList();
        foreach (var element in elements)
            all.AddRange(ParseOne(element, place));
        return all;
    }

    /// <summary>The one mailbox of a text, or <see langword="null"/> if it is empty.</summary>
    public static MailboxAddress? ParseMailbox(string? text, string place)
    {
        var mailboxes = ParseOne(text, place).Mailboxes.ToList();
        return mailboxes.Count switch
        {
            0 => null,
            1 => mailboxes[0],
            _ => throw Errors.AddressNotSingle.With(place, text, mailboxes.Count),
        };
    }

    private static InternetAddressList ParseOne(string? text, string place)
    {
        var cleaned = MailtoScheme.Replace(BreakAtComma.Replace((text ?? "").Trim(), " "), "");
        if (cleaned.Any(c => char.IsControl(c) && c != '\t'))
            throw Errors.AddressLineBreak.With(OneLine(cleaned), place);
        TextChecks.Characters(cleaned, place);

        cleaned = string.Join(",", TopLevelItems.Split(cleaned).Where(item => item.Trim().Length > 0));
        if (cleaned.Length == 0)
            return [];

        return InternetAddressList.TryParse(Strict, cleaned, out var list) && list.Mailboxes.All(IsComplete)
            ? list
            : throw Errors.AddressInvalid.With(FirstBadItem(cleaned), place);
    }

    private static string FirstBadItem(string list) =>
        TopLevelItems.Split(list).FirstOrDefault(item => !IsAddress(item))?.Trim() ?? list;

    private static bool IsAddress(string item) =>
        InternetAddressList.TryParse(Strict, item, out var parsed) && parsed.Mailboxes.All(IsComplete);

    private static bool IsComplete(MailboxAddress mailbox) =>
        mailbox.Address.IndexOf('@') > 0 && mailbox.Domain.Length > 0 && !mailbox.Address.Any(char.IsWhiteSpace);

    private static string OneLine(string text) =>
        Regex.Replace(text, @"\p{C}", "\u00B7", RegexOptions.CultureInvariant);
}
