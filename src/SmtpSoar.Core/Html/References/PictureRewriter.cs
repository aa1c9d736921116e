using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using SmtpSoar.Core.Html.Text;

namespace SmtpSoar.Core.Html.References;

/// <summary>Gives pictures of HTML another address, and leaves each other character as it is. One pass, however the HTML is made.</summary>
internal sealed class PictureRewriter
{
    private const string Comment = "<!--";

    // The content of these is text, in which tags are none (HTML standard, section 13.2.5).
    private static readonly HashSet<string> TextElements = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "textarea", "title", "xmp", "iframe", "noembed", "noframes",
    };

    private static readonly HashSet<string> UrlAttributes = new(StringComparer.OrdinalIgnoreCase)
    {
        "src", "background", "poster", "lowsrc", "dynsrc",
    };

    private static readonly HashSet<string> ListAttributes = new(StringComparer.OrdinalIgnoreCase) { "srcset", "imagesrcset" };

    private static readonly Regex StyleUrl = new(
        """(?<=url\(\s{0,9}(?:["']|&quot;|&#39;|&apos;)?)[^"'()&\s][^"'()]*?(?=\s*(?:["']|&quot;|&#39;|&apos;)?\s*\))""",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private readonly string _html;
    private readonly Func<string, string?> _replace;
    private readonly StringBuilder _written = new();
    private int _copied;

    private PictureRewriter(string html, Func<string, string?> replace) => (_html, _replace) = (html, replace);

    /// <summary>The HTML with other addresses.</summary>
    /// <param name="html">The HTML.</param>
    /// <param name="replace">Gives the new address for one, or <see langword="null"/> where it stays. It needs no escapes.</param>
    public static string Rewrite(string html, Func<string, string?> replace) => new PictureRewriter(html, replace).Rewrite();

    private string Rewrite()
    {
        for (var at = 0; at >= 0 && (at = _html.IndexOf('<', at)) >= 0;)
            at = ReadMarkup(at);
        return _written.Append(_html, _copied, _html.Length - _copied).ToString();
    }

    private int ReadMarkup(int open)
    {
        if (string.CompareOrdinal(_html, open, Comment, 0, Comment.Length) == 0)
            return ReadComment(open + Comment.Length);
        var name = End(open + 1, character => !char.IsLetterOrDigit(character) && character is not (':' or '-' or '_'));
        if (name == open + 1 || !char.IsLetter(_html[open + 1]))
            return open + 1;
        var element = _html.Substring(open + 1, name - open - 1);
        var end = ReadAttributes(element, name);
        if (element.Equals("style", StringComparison.OrdinalIgnoreCase))
            return ReadStyleSheet(end);
        return TextElements.Contains(element) ? Closing(element, end) : end;
    }

    // Outlook reads the tags within <!--[if mso]>.
    private int ReadComment(int begin)
    {
        var end = _html.IndexOf("-->", begin, StringComparison.Ordinal);
        if (string.Compare(_html, begin, "[if", 0, 3, StringComparison.OrdinalIgnoreCase) == 0)
            return begin;
        return end < 0 ? _html.Length : end;
    }

    private int ReadAttributes(string element, int at)
    {
        while (true)
        {
            at = End(at, character => !char.IsWhiteSpace(character) && character is not ('/' or '='));
            if (at == _html.Length || _html[at] == '>')
                return Math.Min(at + 1, _html.Length);
            var name = at;
            at = End(at, character => char.IsWhiteSpace(character) || character is '/' or '>' or '=');
            var attribute = _html.Substring(name, at - name);
            var equals = End(at, character => !char.IsWhiteSpace(character));
            if (equals < _html.Length && _html[equals] == '=')
                at = ReadValue(element, attribute, End(equals + 1, character => !char.IsWhiteSpace(character)));
        }
    }

    private int ReadValue(string element, string attribute, int at)
    {
        if (at == _html.Length || _html[at] == '>')
            return at;
        var isQuoted = _html[at] is '"' or '\'';
        var begin = isQuoted ? at + 1 : at;
        var quote = _html[at];
        var end = End(begin, character => isQuoted ? character == quote : char.IsWhiteSpace(character) || character == '>');
        Rewrite(element, attribute, begin, end);
        return isQuoted ? Math.Min(end + 1, _html.Length) : end;
    }

    private void Rewrite(string element, string attribute, int begin, int end)
    {
        var value = _html.Substring(begin, end - begin);
        if (UrlAttributes.Contains(attribute) && LocalPictures.IsPicturePlace(element, attribute))
            Put(begin, end, Replaced(value) ?? value);
        else if (ListAttributes.Contains(attribute))
            Put(begin, end, string.Join(",", value.Split(',').Select(ReplacedCandidate)));
        else if (attribute.Equals("style", StringComparison.OrdinalIgnoreCase))
            Put(begin, end, ReplacedStyle(value));
    }

    private int ReadStyleSheet(int begin)
    {
        var end = Closing("style", begin);
        Put(begin, end, ReplacedStyle(_html.Substring(begin, end - begin)));
        return end;
    }

    private string ReplacedStyle(string style) => style.IndexOf("url(", StringComparison.OrdinalIgnoreCase) < 0
        ? style
        : StyleUrl.Replace(style, match => Replaced(match.Value) ?? match.Value);

    // " chart.png 2x": the blanks and the size stay.
    private string ReplacedCandidate(string candidate)
    {
        var address = candidate.Trim().Split(' ', '\t', '\r', '\n')[0];
        return address.Length > 0 && Replaced(address) is { } other
            ? candidate.Replace(address, other)
            : candidate;
    }

    private string? Replaced(string value) => _replace(UrlText.Clean(WebUtility.HtmlDecode(value)));

    private void Put(int begin, int end, string value)
    {
        if (value.Length == end - begin && string.CompareOrdinal(value, 0, _html, begin, value.Length) == 0)
            return;
        _written.Append(_html, _copied, begin - _copied).Append(value);
        _copied = end;
    }

    private int Closing(string element, int at)
    {
        var end = _html.IndexOf("</" + element, at, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? _html.Length : end;
    }

    private int End(int at, Func<char, bool> isEnd)
    {
        while (at < _html.Length && !isEnd(_html[at]))
            at++;
        return at;
    }
}
