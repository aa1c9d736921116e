using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SmtpSoar.HelpGenerator.Pages;

/// <summary>Markdown without its markup.</summary>
internal static class PlainText
{
    public static string Of(Inline? inline) => inline switch
    {
        null => "",
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        LineBreakInline => " ",
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        AutolinkInline link => link.Url,
        LinkInline link => Reference(link),
        HtmlInline => "",
        ContainerInline container => Label(container),
        _ => throw new NotSupportedException($"Help can't have a {inline.GetType().Name}."),
    };

    /// <summary>The words of a link, or of other marked text, alone.</summary>
    public static string Label(ContainerInline container) => string.Concat(container.Select(Of));

    // A reader of plain text can't click: they need the address, or the topic's name.
    private static string Reference(LinkInline link)
    {
        var (label, address) = (Label(link), link.Url!);
        var target = address.StartsWith("https://", StringComparison.Ordinal) ? address : Topics.Of(address);
        return target is null || label == target ? label : label == address ? target : $"{label} ({target})";
    }

    /// <summary>The paragraphs. A list is one, each of its items a line with a hyphen or its number before it.</summary>
    public static IEnumerable<string> Paragraphs(IEnumerable<Block> blocks) => blocks.SelectMany(Paragraphs);

    private static IEnumerable<string> Paragraphs(Block block) => block switch
    {
        ParagraphBlock paragraph => [Of(paragraph.Inline)],
        ListBlock list => [string.Join("\n", list.Cast<ListItemBlock>().Select(item => Mark(list, item) + string.Join(" ", Paragraphs(item.AsEnumerable()))))],
        HtmlBlock => [],
        _ => throw new NotSupportedException($"A command's page can't have a {block.GetType().Name} here."),
    };

    public static string Mark(ListBlock list, ListItemBlock item) => list.IsOrdered ? $"{item.Order}. " : "- ";

    public static string Code(LeafBlock code)
    {
        var text = new StringBuilder();
        foreach (var line in code.Lines.Lines.Take(code.Lines.Count))
            text.Append(line.Slice.ToString()).Append('\n');
        return text.ToString().TrimEnd('\n');
    }
}
