using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>Address lists, good and bad, and a second opinion about who may be in one.</summary>
internal static partial class Mailboxes
{
    /// <summary>Lists as people write them.</summary>
    public static readonly string[] Good =
    [
        "a@example.org", "a.b+c@example.org", "\"Müller, Ann\" <ann@example.org>", "Ann <ann@example.org>, bob@example.org",
        "<a@example.org>", "a@münchen.example", "jörg@example.org",
        "team: a@example.org, b@example.org;", "a@example.org (comment), b@example.org", "\"a b\"@example.org", "a@[127.0.0.1]",
        "a@[IPv6:::1]", "mailto:a@example.org", "=?utf-8?Q?J=C3=B6rg?= <j@example.org>",
        "\"x@evil.example\" <a@example.org>", "(x@evil.example) a@example.org", "=?utf-8?Q?x=40evil.example=2C?= <a@example.org>",
        "undisclosed-recipients:;", "a@localhost", "a@my_domain.local", "",
    ];

    /// <summary>A list that is good, or was.</summary>
    public static string List(Random random)
    {
        if (!Nasty.Once(random, 3))
            return Nasty.Like(random, Good);
        var separator = Nasty.Once(random, 5) ? Nasty.Piece(random) : ", ";
        return string.Join(separator, Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Nasty.Like(random, Good)));
    }

    /// <summary>A finding where an address went out that stands in none of the texts.</summary>
    public static void CheckAsked(SoarActionResult result, IEnumerable<string> texts)
    {
        var all = string.Join("\n", texts);
        var forms = new[] { all, Composed(all), WithoutComments(all), Composed(WithoutComments(all)) }.Select(Bare).ToList();
        foreach (var address in result.Recipients.Select(recipient => recipient.Address))
        {
            var at = address.LastIndexOf('@');
            var (local, domain) = (Bare(address[..at]), Bare(address[(at + 1)..]));
            var isAsked = forms.Any(form => form.Contains(local, StringComparison.Ordinal));
            FuzzFindingException.If(!isAsked, "a recipient that nobody asked for: " + WireCheck.Quoted(address));
            var isDecoded = domain.Contains("xn--", StringComparison.OrdinalIgnoreCase) || domain.Any(c => c > '~');
            isAsked = isDecoded || forms.Any(form => form.Contains(domain, StringComparison.OrdinalIgnoreCase));
            FuzzFindingException.If(!isAsked, "a domain that nobody asked for: " + WireCheck.Quoted(address));
        }
    }

    private static string Bare(string text) => Blank().Replace(text, "");

    private static string Composed(string text) =>
        string.Concat(text.EnumerateRunes().Where(IsMapped).Select(rune => rune.ToString())).Normalize(NormalizationForm.FormKC);

    // Domains lose characters that nobody sees (RFC 3454, section 3.1); U+FFFD stands for half a surrogate pair.
    private static bool IsMapped(Rune rune) => rune.Value != 0xFFFD && Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format;

    private static string WithoutComments(string text)
    {
        var shorter = Comment().Replace(text, "");
        return shorter == text ? text : WithoutComments(shorter);
    }

    [GeneratedRegex(@"[\s""\\]")]
    private static partial Regex Blank();

    [GeneratedRegex(@"\((?:\\.|[^()\\])*\)", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
