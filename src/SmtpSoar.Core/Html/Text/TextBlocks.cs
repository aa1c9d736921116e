using System.Collections.Generic;
using MimeKit.Text;
using SmtpSoar.Core.Html.Sanitizing;
using SmtpSoar.Core.Tables;

namespace SmtpSoar.Core.Html.Text;

/// <summary>Begins and ends what stands on lines of its own: paragraphs, lists, quotations, tables.</summary>
internal sealed class TextBlocks
{
    private readonly TextLayout _layout;
    private readonly OpenElements _open;
    private readonly Stack<TextList> _lists = new();
    private readonly Stack<TextTable> _tables = new();
    private int _preformatted;

    internal TextBlocks(TextLayout layout, OpenElements open)
    {
        _layout = layout;
        _open = open;
    }

    /// <summary>Whether white space counts here.</summary>
    internal bool IsPreformatted => _preformatted > 0;

    /// <summary>A block begins; it is not yet among the open elements.</summary>
    internal void Begin(HtmlTagToken tag, TextElementKind kind)
    {
        BreakAround(kind);
        if (kind == TextElementKind.Preformatted)
            _preformatted++;
        else if (kind == TextElementKind.Quote)
            _layout.Indents.Push("> ");
        else if (kind == TextElementKind.Definition)
            _layout.Indents.Push("  ");
        else if (kind == TextElementKind.List)
            BeginList(tag);
        else if (kind == TextElementKind.Item)
            BeginItem(tag);
        else
            BeginInTable(tag, kind);
    }

    /// <summary>A block ends; it is no longer among the open elements.</summary>
    internal void End(TextElementKind kind)
    {
        BreakAround(kind);
        if (kind == TextElementKind.Preformatted)
            _preformatted--;
        else if (kind is TextElementKind.Quote or TextElementKind.Definition or TextElementKind.Item or TextElementKind.List)
            _layout.Indents.Pop();
        else
            EndInTable(kind);
        if (kind == TextElementKind.List)
            _lists.Pop();
    }

    // A list inside an item continues it, so no blank line parts them.
    private void BreakAround(TextElementKind kind)
    {
        if (kind == TextElementKind.Cell)
            _layout.BreakCell();
        else
            _layout.Break(kind == TextElementKind.List ? !_open.IsInList : HasMargin(kind));
    }

    private static bool HasMargin(TextElementKind kind) =>
        kind is TextElementKind.Paragraph or TextElementKind.Preformatted or TextElementKind.Quote or TextElementKind.Table;

    private void BeginList(HtmlTagToken tag)
    {
        _layout.Indents.Push(_open.IsDirectlyInList ? "  " : string.Empty);
        _lists.Push(new TextList(tag.Id == HtmlTagId.OL, TextList.Number(tag.Attribute("start")) ?? 1));
    }

    private void BeginItem(HtmlTagToken tag)
    {
        var mark = _open.IsInList ? _lists.Peek().NextMark(tag.Attribute("value")) : "- ";
        _layout.Indents.Push(new string(' ', mark.Length), mark);
    }

    private void BeginInTable(HtmlTagToken tag, TextElementKind kind)
    {
        var around = _tables.Count > 0 ? _tables.Peek() : null;
        if (kind == TextElementKind.Row)
            around?.StartRow();
        else if (kind == TextElementKind.Cell)
            around?.StartCell(tag.Id == HtmlTagId.TH, InlineStyle.ValueOf(tag.Attribute("style"), "text-align") == "right");
        else if (kind == TextElementKind.Table)
            BeginTable(tag, around);
    }

    private void BeginTable(HtmlTagToken tag, TextTable? around)
    {
        around?.NestTable();
        var role = tag.Attribute("role")?.Trim().ToLowerInvariant();
        var isLayout = role is "presentation" or "none";
        _tables.Push(new TextTable(_layout, isLayout, isAligned: tag.Attribute("class") == HtmlTable.ClassName));
    }

    private void EndInTable(TextElementKind kind)
    {
        var around = _tables.Count > 0 ? _tables.Peek() : null;
        if (kind == TextElementKind.Row)
            around?.EndRow();
        else if (kind == TextElementKind.Cell)
            around?.EndCell();
        else if (kind == TextElementKind.Table && around is not null)
            _tables.Pop().End();
    }
}
