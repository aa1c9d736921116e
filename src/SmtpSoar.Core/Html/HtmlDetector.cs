using System;

namespace SmtpSoar.Core.Html;

/// <summary>Tells an HTML document from plain text by how it begins.</summary>
internal static class HtmlDetector
{
    private const string CommentStart = "<!--";

    /// <summary>
    /// Whether the body begins with <c>&lt;!DOCTYPE html</c> or <c>&lt;html</c>, in any case, and that tag is closed.
    /// </summary>
    /// <param name="body">The body of a message, as its author gave it.</param>
    internal static bool IsHtml(string? body)
    {
        if (body is null)
            return false;
        var start = SkipWhatShowsNothing(body);
        var name = EndOfDoctypeName(body, start);
        if (name >= 0)
            return IsClosed(body, name, quotesNeedEquals: false);
        name = EndOf(body, start, "<html");
        return name >= 0 && IsClosed(body, name, quotesNeedEquals: true);
    }

    // A byte order mark, white space and comments: editors and templates put them there, and no reader sees them.
    private static int SkipWhatShowsNothing(string body)
    {
        var at = 0;
        while (at >= 0 && at < body.Length)
        {
            if (body[at] == '\uFEFF' || char.IsWhiteSpace(body[at]))
                at++;
            else if (EndOf(body, at, CommentStart) >= 0)
                at = EndOfComment(body, at);
            else
                break;
        }

        return at < 0 ? body.Length : at;
    }

    // A comment ends at --> or --!>, and the dashes that open it may also close it: <!-->.
    private static int EndOfComment(string body, int start)
    {
        var dashes = body.IndexOf("--", start + 2, StringComparison.Ordinal);
        while (dashes >= 0)
        {
            var end = EndOf(body, dashes, "-->");
            if (end < 0 && dashes > start + 2)
                end = EndOf(body, dashes, "--!>");
            if (end >= 0)
                return end;
            dashes = body.IndexOf("--", dashes + 1, StringComparison.Ordinal);
        }

        return -1;
    }

    private static int EndOfDoctypeName(string body, int start)
    {
        var doctype = EndOf(body, start, "<!DOCTYPE");
        if (doctype < 0)
            return -1;
        var name = doctype;
        while (name < body.Length && char.IsWhiteSpace(body[name]))
            name++;
        return name == doctype ? -1 : EndOf(body, name, "html");
    }

    private static int EndOf(string body, int start, string expected) =>
        string.Compare(body, start, expected, 0, expected.Length, StringComparison.OrdinalIgnoreCase) == 0
            ? start + expected.Length
            : -1;

    // An apostrophe opens a quotation only where a value may begin: <html lang=it's> has none.
    private static bool IsClosed(string body, int nameEnd, bool quotesNeedEquals)
    {
        if (nameEnd >= body.Length || !EndsName(body[nameEnd], quotesNeedEquals))
            return false;
        var previous = ' ';
        for (var at = nameEnd; at >= 0 && at < body.Length; at++)
        {
            var current = body[at];
            if (current is '>' or '<')
                return current == '>';
            if (current is '"' or '\'' && (previous == '=' || !quotesNeedEquals))
                at = body.IndexOf(current, at + 1);
            if (at < 0)
                return false;
            if (!char.IsWhiteSpace(current))
                previous = current;
        }

        return false;
    }

    private static bool EndsName(char following, bool isElement) =>
        char.IsWhiteSpace(following) || following == '>' || (isElement && following == '/');
}
