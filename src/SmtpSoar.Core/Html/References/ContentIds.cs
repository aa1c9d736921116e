using System;
using System.Collections.Generic;
using System.Linq;
using MimeKit.Utils;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Html.References;

/// <summary>The ids by which HTML refers to the parts of its own message (RFC 2392).</summary>
internal static class ContentIds
{
    /// <summary>The start of a URL that names a part of the same message.</summary>
    internal const string Scheme = "cid:";

    // Quotes, comments and brackets mean something to readers of a header field (RFC 5322, section 3.2.3).
    private const string Specials = "<>\"()\\";

    /// <summary>The content ids that the HTML refers to, decoded, without <c>cid:</c>.</summary>
    /// <param name="html">An HTML document or fragment.</param>
    internal static IReadOnlyCollection<string> ReferencedBy(string? html) => Scan(html).Found;

    /// <summary>Reads the HTML once, for its content ids and its pictures.</summary>
    /// <param name="html">An HTML document or fragment.</param>
    internal static ContentIdScanner Scan(string? html)
    {
        var scanner = new ContentIdScanner();
        HtmlReferenceWalk.Read(html ?? string.Empty, scanner);
        return scanner;
    }

    /// <summary>The content id without what people write around it: blanks, one pair of <c>&lt;&gt;</c>, <c>cid:</c>.</summary>
    /// <param name="contentId">The content id as the user gave it.</param>
    /// <exception cref="SmtpSoarException">It is empty, or has characters that no content id can have.</exception>
    internal static string Normalize(string? contentId)
    {
        var id = (contentId ?? string.Empty).Trim();
        if (id.Length > 1 && id[0] == '<' && id[id.Length - 1] == '>')
            id = id.Substring(1, id.Length - 2);
        if (id.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            id = Uri.UnescapeDataString(id.Substring(Scheme.Length));
        var isGood = id.Length is > 0 and <= LineLimits.MaxHeaderPiece && id.All(IsAllowed) && IsReadAsItIs(id);
        return isGood ? id : throw Errors.ContentIdInvalid.With(SafeText.Of(contentId));
    }

    // Such an id is also safe inside the <> of the header field, which it goes into unencoded.
    private static bool IsAllowed(char character) => character is > ' ' and < '\u007F' && Specials.IndexOf(character) < 0;

    // Readers stop at a comma or a dot in the wrong place, and would know the part by another id than the HTML does.
    private static bool IsReadAsItIs(string id) => MimeUtils.ParseMessageId(id) == id;
}
