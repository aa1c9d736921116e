using System;
using MimeKit.Text;
using SmtpSoar.Core.Html.Sanitizing;

namespace SmtpSoar.Core.Html.Text;

/// <summary>Turns tags and text into lines, in the order in which they come.</summary>
internal sealed class TextRenderer
{
    private const string Rule = "----------";

    private readonly TextLayout _layout = new();
    private readonly VisibleText _text;
    private readonly OpenElements _open;
    private readonly TextBlocks _blocks;
    private TextLink? _link;

    internal TextRenderer()
    {
        _text = new VisibleText(_layout);
        _open = new OpenElements(Close);
        _blocks = new TextBlocks(_layout, _open);
    }

    /// <summary>Text between tags.</summary>
    internal void Text(string text)
    {
        if (!_open.IsHidden)
            _text.Write(text, _blocks.IsPreformatted);
    }

    /// <summary>A start tag.</summary>
    internal void StartTag(HtmlTagToken tag)
    {
        var kind = TextElements.KindOf(tag.Name);
        _open.CloseBefore(tag.Name, kind);
        if (kind == TextElementKind.Void)
            WriteVoid(tag);
        else if (_open.IsHidden || IsHidden(tag, kind))
            OpenHidden(tag, kind);
        else if (kind == TextElementKind.Inline)
            StartInline(tag);
        else
            Open(tag, kind);
    }

    /// <summary>An end tag.</summary>
    internal void EndTag(string name)
    {
        var kind = TextElements.KindOf(name);
        if (_open.CloseBy(name, kind) || _open.IsHidden)
            return;
        if (kind == TextElementKind.Inline)
            EndInline(name);
        else if (name.Equals("p", StringComparison.OrdinalIgnoreCase))
            _layout.Break(blankLine: true);
        else if (name.Equals("br", StringComparison.OrdinalIgnoreCase))
            _layout.LineBreak();
    }

    /// <summary>The text, at the end of the HTML.</summary>
    internal string Finish()
    {
        EndLink();
        _open.CloseAll();
        return _layout.ToString();
    }

    // Someone who writes <title/> means an empty element, though browsers would swallow the page.
    private void OpenHidden(HtmlTagToken tag, TextElementKind kind)
    {
        if (!tag.IsEmptyElement)
            _open.Open(tag.Name, kind, isHidden: true);
    }

    private static bool IsHidden(HtmlTagToken tag, TextElementKind kind) => kind == TextElementKind.Dropped
        || tag.Attribute("hidden") is not null
        || InlineStyle.ValueOf(tag.Attribute("style"), "display") == "none";

    private void WriteVoid(HtmlTagToken tag)
    {
        if (_open.IsHidden || IsHidden(tag, TextElementKind.Void))
            return;
        switch (tag.Id)
        {
            case HtmlTagId.Br:
                _layout.LineBreak();
                break;
            case HtmlTagId.HR:
                _layout.Break(blankLine: true);
                Text(Rule);
                _layout.Break(blankLine: true);
                break;
            case HtmlTagId.Image:
                _link?.AddImage();
                _text.Write(tag.Attribute("alt") ?? string.Empty, isPreformatted: false);
                break;
        }
    }

    private void StartInline(HtmlTagToken tag)
    {
        if (tag.Id == HtmlTagId.Q)
            Text("\"");
        if (tag.Id != HtmlTagId.A)
            return;
        EndLink();
        if (UrlText.Displayed(tag.Attribute("href")) is { } target)
            _link = new TextLink(_layout, target);
    }

    private void EndInline(string name)
    {
        if (name.Equals("q", StringComparison.OrdinalIgnoreCase))
            Text("\"");
        else if (name.Equals("a", StringComparison.OrdinalIgnoreCase))
            EndLink();
    }

    private void EndLink()
    {
        _link?.End();
        _link = null;
    }

    private void Open(HtmlTagToken tag, TextElementKind kind)
    {
        EndLinkAt(kind);
        _blocks.Begin(tag, kind);
        _open.Open(tag.Name, kind, isHidden: false);
        if (kind == TextElementKind.Preformatted)
            _text.StartPreformatted();
    }

    private void Close(OpenElement element)
    {
        if (element.IsHidden || element.Kind == TextElementKind.Inline)
            return;
        EndLinkAt(element.Kind);
        _blocks.End(element.Kind);
    }

    // No link goes from cell to cell: its end tag was forgotten.
    private void EndLinkAt(TextElementKind kind)
    {
        if (kind is TextElementKind.Table or TextElementKind.Cell)
            EndLink();
    }
}
