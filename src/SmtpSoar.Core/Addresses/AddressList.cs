using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Text.RegularExpressions;
using MimeKit;
using SmtpSoar.Core.Text;

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

    /// <summary>All addresses of all elements, each element one address or a comma-separated list.</summary>
    /// <param name="elements">The elements that the user gave.</param>
    /// <param name="place">The name of the place in an error, such as <c>-To</c>.</param>
    public static InternetAddressList Parse(IEnumerable<string?> elements, string place)
    {
        if (elements is IList<string> { Count: 1 } one)
            return ParseOne(one[0], place);
        var all = new InternetAddressList();
        foreach (var element in elements)
            all.AddRange(ParseOne(element, place));
        return all;
    }

    /// <summary>The one mailbox of a text, or <see langword="null"/> if it is empty.</summary>
    public static MailboxAddress? ParseMailbox(string? text, string place)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (SimpleAddress.TryParse(text) is { } simple)
            return simple;
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
        if (SimpleAddress.TryParse(text) is { } simple)
            return [simple];
        var cleaned = WithoutScheme(ListBreaks.Remove((text ?? "").Trim()));
        if (cleaned.Any(c => char.IsControl(c) && c != '\t'))
            throw Errors.AddressLineBreak.With(OneLine(cleaned), place);
        TextChecks.Characters(cleaned, place);

        if (cleaned.Contains(','))
            cleaned = string.Join(",", TopLevelItems.Split(cleaned).Where(item => item.Trim().Length > 0));
        if (cleaned.Length == 0)
            return [];

        if (!TryParse(cleaned, out var list))
            throw Errors.AddressInvalid.With(FirstBadItem(cleaned), place);

        // An encoded-word can hide one.
        return list.Concat(list.Mailboxes).Any(address => TextChecks.HasControl(address.Name ?? ""))
            ? throw Errors.AddressLineBreak.With(OneLine(cleaned), place)
            : list;
    }

    // Nearly all addresses have no colon.
    private static string WithoutScheme(string text) =>
        text.Contains(':') ? Mailto.SchemeOrQuoted.Replace(text, found => found.Value[0] == '"' ? found.Value : "") : text;

    private static string FirstBadItem(string list) =>
        TopLevelItems.Split(list).FirstOrDefault(item => !IsAddress(item))?.Trim() ?? list;

    private static bool IsAddress(string item) => TryParse(item, out _);

    private static bool TryParse(string text, [NotNullWhen(true)] out InternetAddressList? list) =>
        InternetAddressList.TryParse(Strict, PhraseComments.Quote(text), out list)
        && list.Mailboxes.All(EnvelopeAddress.IsPossible)
        && !(list.Any(IsEmptyGroup) && !text.Contains(';'));

    // MimeKit takes any word and a colon for a group that is not ended.
    private static bool IsEmptyGroup(InternetAddress address) => address is GroupAddress { Members.Count: 0 };

    private static string OneLine(string text) =>
        Regex.Replace(text, @"\p{C}", "\u00B7", RegexOptions.CultureInvariant);

    /// <summary>Made only for the rare address that needs it.</summary>
    private static class Mailto
    {
        public static readonly Regex SchemeOrQuoted = new(
            """
            "(?>(\\[\s\S]|[^"\\])*)("|\\?\z)|(?<=<[ \t]{0,9})mailto:(?=[^>])|(?<=(^|,)[ \t]{0,9})mailto:(?=[^\s,])
            """,
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }
}
