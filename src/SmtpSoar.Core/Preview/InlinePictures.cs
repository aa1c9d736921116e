using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Text;
using MimeKit;
using SmtpSoar.Core.Html.References;

namespace SmtpSoar.Core.Preview;

/// <summary>Puts the pictures of a message into its HTML, in place of the <c>cid:</c> addresses that a browser can't follow.</summary>
internal sealed class InlinePictures
{
    private const long MaxPictureSize = 5 * 1024 * 1024;
    private const int MaxPageSize = 40 * 1024 * 1024;

    private readonly Dictionary<string, string> _urls = new(StringComparer.Ordinal);
    private long _left = 4 * MaxPictureSize;

    /// <summary>Takes a part if it is a picture that HTML can refer to, and not too large.</summary>
    public bool TryAdd(MimePart part, long size)
    {
        if (part.ContentId is not { Length: > 0 } id
            || !part.ContentType.IsMimeType("image", "*")
            || size > Math.Min(MaxPictureSize, _left)
            || _urls.ContainsKey(id))
            return false;
        using var bytes = new MemoryStream();
        part.Content?.DecodeTo(bytes);
        _urls[id] = $"data:{part.ContentType.MimeType};base64,{Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length)}";
        _left -= size;
        return true;
    }

    /// <summary>The HTML with the pictures in it. An address that stands for none of them stays.</summary>
    public string Embed(string html)
    {
        var page = new StringBuilder(html.Length);
        var done = 0;
        for (var start = Find(html, 0); start >= 0; start = Find(html, start + 1))
        {
            var end = EndOf(html, start);
            if (start == 0
                || !BeginsUrl(html[start - 1])
                || !_urls.TryGetValue(IdOf(html, start, end), out var url)
                || page.Length + url.Length > MaxPageSize)
                continue;
            page.Append(html, done, start - done).Append(url);
            done = end;
        }

        return page.Append(html, done, html.Length - done).ToString();
    }

    private static int Find(string html, int from) => html.IndexOf(ContentIds.Scheme, from, StringComparison.OrdinalIgnoreCase);

    private static int EndOf(string html, int start)
    {
        while (start < html.Length && !(html[start] is '"' or '\'' or ')' or '(' or ',' or '<' or '>' || char.IsWhiteSpace(html[start])))
            start++;
        return start;
    }

    // The form that a URL has in an attribute or in a style sheet, and hardly in what people read.
    private static bool BeginsUrl(char character) => character is '"' or '\'' or '(' or '=' or ',' || char.IsWhiteSpace(character);

    private static string IdOf(string html, int start, int end)
    {
        var id = start + ContentIds.Scheme.Length;
        return Uri.UnescapeDataString(WebUtility.HtmlDecode(html.Substring(id, end - id)));
    }
}
