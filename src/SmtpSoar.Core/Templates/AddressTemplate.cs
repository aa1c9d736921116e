using System.Collections.Generic;
using System.Linq;
using System.Text;
using SmtpSoar.Core.Addresses;
using SmtpSoar.Core.Templates.Places;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Templates;

/// <summary>
/// Makes addresses of what a front matter says and the data gives: a value is one address, a part of one, or a name, and never more than
/// that. Several are several items, or a list in the data.
/// </summary>
internal static class AddressTemplate
{
    private const char Stand = DataMarks.Start;

    /// <summary>The addresses, each as text that reads as one.</summary>
    /// <param name="rendered">The list, with marks.</param>
    /// <param name="refused">The value that is more than it may be, or <see langword="null"/>.</param>
    public static IReadOnlyList<string> Read(string rendered, out string? refused)
    {
        var (list, values) = Take(rendered);
        var addresses = new List<string>();
        refused = null;
        var next = 0;
        foreach (var item in TopLevelItems.Split(list).Select(item => item.Trim()).Where(item => item.Length > 0))
        {
            var count = item.Count(character => character == Stand);
            var own = values.Skip(next).Take(count).ToList();
            next += count;
            if (Filled(item, own) is { } address)
                addresses.Add(address);
            else
                refused ??= string.Join(" ", own);
        }

        return addresses;
    }

    // One character stands for each value, and two values without anything between them are elements of a list.
    private static (string List, List<string> Values) Take(string rendered)
    {
        var (list, values, from) = (new StringBuilder(rendered.Length), new List<string>(), 0);
        for (var at = rendered.IndexOf(DataMarks.Start); at >= 0; at = rendered.IndexOf(DataMarks.Start, from))
        {
            var end = rendered.IndexOf(DataMarks.End, at);
            list.Append(rendered, from, at - from);
            if (at == from && at > 0 && values.Count > 0)
                list.Append(',');
            list.Append(Stand);
            values.Add(rendered.Substring(at + 2, end - at - 2));
            from = end + 1;
        }

        return (list.Append(rendered, from, rendered.Length - from).ToString(), values);
    }

    private static string? Filled(string item, List<string> values)
    {
        if (values.Count == 0)
            return item;
        if (item.Length == 1)
            return values[0].Trim().Length == 0 ? "" : Whole(values[0]);
        var angle = item.LastIndexOf('<');
        if (angle < 0)
            return values.TrueForAll(IsPart) ? Put(item, values) : null;
        var named = item.Take(angle).Count(character => character == Stand);
        var address = Put(item.Substring(angle), values.Skip(named));
        var isWhole = item.Substring(angle) == $"<{Stand}>";
        return values.Skip(named).All(value => isWhole ? IsAddress(value) : IsPart(value))
            ? $"{Name(item.Substring(0, angle), values.Take(named))} {address}".Trim()
            : null;
    }

    // One mailbox, with a name or without.
    private static string? Whole(string value) =>
        TopLevelItems.Split(value).Count() == 1 && value.IndexOf(';') < 0 ? value : null;

    private static bool IsAddress(string value) => value.Count(character => character == '@') == 1 && IsPart(value.Replace("@", ""));

    private static bool IsPart(string value) =>
        value.All(character => character > ' ' && "<>()[]\\,;:@\"".IndexOf(character) < 0 && !char.IsWhiteSpace(character));

    private static string Put(string item, IEnumerable<string> values)
    {
        var filled = new StringBuilder(item.Length);
        using var next = values.GetEnumerator();
        foreach (var character in item)
            filled.Append(character == Stand && next.MoveNext() ? next.Current : character.ToString());
        return filled.ToString();
    }

    // As a quoted string (RFC 5322, section 3.2.4), in which only two characters mean something. Many readers decode what looks encoded
    // there too.
    private static string Name(string phrase, IEnumerable<string> values)
    {
        var name = Put(phrase.Trim().Trim('"'), values).Trim();
        if (EncodedWords.LooksEncoded(name))
            return string.Join(" ", EncodedWords.Of(name));
        return name.Length == 0 ? "" : "\"" + name.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";
    }
}
