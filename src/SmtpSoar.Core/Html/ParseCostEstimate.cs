using System;
using MimeKit.Text;
using SmtpSoar.Core.Html.Text;

namespace SmtpSoar.Core.Html;

/// <summary>How much of a tree a parser would make of HTML, found without making it.</summary>
internal sealed class ParseCostEstimate
{
    private readonly OpenElements _open;
    private readonly UnclosedFormatting _formatting = new();

    private ParseCostEstimate() => _open = new OpenElements(Closed);

    /// <summary>How deep its elements nest at most.</summary>
    internal int Depth { get; private set; }

    /// <summary>How many elements the parser would add at most because <c>b</c>, <c>font</c> and the like were left open.</summary>
    internal long Copies { get; private set; }

    /// <summary>How many open elements the parser would look at, at most: all of them for each tag.</summary>
    internal long Steps { get; private set; }

    /// <summary>Weighs a document or fragment, in one pass.</summary>
    internal static ParseCostEstimate Of(string html)
    {
        var weight = new ParseCostEstimate();
        var tokenizer = HtmlTokens.Read(html);
        while (tokenizer.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken tag)
                weight.Add(tag, TextElements.KindOf(tag.Name));
        }

        return weight;
    }

    private void Add(HtmlTagToken tag, TextElementKind kind)
    {
        if (kind is not (TextElementKind.Inline or TextElementKind.Void))
            Copies += _formatting.Count;
        if (tag.IsEndTag)
            End(tag, kind);
        else
            Start(tag, kind);
        Depth = Math.Max(Depth, _open.Depth);
        Steps += _open.Depth;
    }

    private void Start(HtmlTagToken tag, TextElementKind kind)
    {
        _open.CloseBefore(tag.Name, kind);
        if (kind == TextElementKind.Void)
            return;
        _open.Open(tag.Name, kind, isHidden: false);
        if (kind == TextElementKind.Cell)
            _formatting.EnterCell();
        else
            _formatting.Open(tag);
    }

    private void End(HtmlTagToken tag, TextElementKind kind)
    {
        _open.CloseBy(tag.Name, kind);
        _formatting.Close(tag);
    }

    private void Closed(OpenElement element)
    {
        if (element.Kind == TextElementKind.Cell)
            _formatting.LeaveCell();
    }
}
