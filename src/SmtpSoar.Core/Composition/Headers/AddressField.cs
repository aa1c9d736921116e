using System.Collections.Generic;
using System.Linq;
using MimeKit;
using SmtpSoar.Core.Addresses;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Composition.Headers;

/// <summary>Writes a header field of addresses: each name encoded alone, each domain in ASCII, lines ended between the pieces.</summary>
internal static class AddressField
{
    // A quoted string can't be folded; a longer name is better off as encoded-words.
    private const int MaxQuoted = 60;

    public static HeaderLines Of(string name, params IReadOnlyList<InternetAddress> addresses)
    {
        var lines = new HeaderLines(name);
        for (var i = 0; i < addresses.Count; i++)
            Add(lines, addresses[i], i < addresses.Count - 1 ? "," : "");
        return lines;
    }

    // Most addresses have no name.
    private static void Add(HeaderLines lines, InternetAddress address, string end)
    {
        if (address is MailboxAddress { Name: null or "" } mailbox)
        {
            lines.Add(new EnvelopeAddress(mailbox).Text + end);
            return;
        }

        foreach (var piece in Pieces(address, end))
            lines.Add(piece);
    }

    private static IEnumerable<string> List(IReadOnlyList<InternetAddress> addresses, string end) =>
        addresses.SelectMany((address, place) => Pieces(address, place < addresses.Count - 1 ? "," : end));

    private static IEnumerable<string> Pieces(InternetAddress address, string end)
    {
        if (address is GroupAddress group)
        {
            var name = Phrase(group.Name ?? "").ToList();
            name[name.Count - 1] += ":";
            return group.Members.Count > 0
                ? name.Concat(List([.. group.Members], ";" + end))
                : name.Take(name.Count - 1).Append(name[name.Count - 1] + ";" + end);
        }

        var mailbox = (MailboxAddress)address;
        var text = new EnvelopeAddress(mailbox).Text;
        return string.IsNullOrEmpty(mailbox.Name) ? [text + end] : Phrase(mailbox.Name!).Append($"<{text}>{end}");
    }

    private static IEnumerable<string> Phrase(string name)
    {
        var words = name.Split([' '], System.StringSplitOptions.RemoveEmptyEntries);
        if (name.Contains("=?") || !name.All(c => c is >= ' ' and <= '~'))
            return EncodedWords.Of(name);
        if (words.Length > 0 && string.Join(" ", words) == name && words.All(word => word.Length <= MaxQuoted && word.All(AtomText.IsAtom)))
            return words;
        return name.Length > MaxQuoted ? EncodedWords.Of(name) : ['"' + name.Replace("\\", "\\\\").Replace("\"", "\\\"") + '"'];
    }
}
