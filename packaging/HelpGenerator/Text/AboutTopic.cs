using System.IO;
using System.Linq;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using SmtpSoar.HelpGenerator.Pages;

namespace SmtpSoar.HelpGenerator.Text;

/// <summary>An about topic: a page as plain text, which a console of 80 columns shows whole.</summary>
internal static class AboutTopic
{
    private const string Heading = "TOPIC";
    private const string ShortHeading = "SHORT DESCRIPTION";

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    public static string Make(string name, string path)
    {
        var blocks = Markdown.Parse(File.ReadAllText(path), Pipeline).Where(block => block is not HtmlBlock).ToList();
        if (blocks is not [HeadingBlock { Level: 1 }, ParagraphBlock summary, ..] || PlainText.Of(summary.Inline) is not { Length: <= TopicText.BodyWidth } synopsis)
            throw new PageException(path, "A topic begins with a heading, and one sentence that fits a line.");
        var text = new TopicText();
        text.Heading(Heading);
        text.Body(name);
        text.Blank();
        // PowerShell takes the fifth line for the synopsis.
        text.Heading(ShortHeading);
        text.Body(synopsis);
        foreach (var block in blocks.Skip(2))
            Add(text, block);
        return text.ToString();
    }

    private static void Add(TopicText text, Block block)
    {
        text.Blank();
        switch (block)
        {
            case HeadingBlock { Level: 2 } heading:
                text.Heading(PlainText.Of(heading.Inline).ToUpperInvariant());
                break;
            case HeadingBlock heading:
                text.Subheading(PlainText.Of(heading.Inline));
                break;
            case ParagraphBlock paragraph:
                text.Body(PlainText.Of(paragraph.Inline));
                break;
            case ListBlock list:
                AddList(text, list, "");
                break;
            case Table table:
                TableText.Add(text, table);
                break;
            case CodeBlock code:
                text.Code(PlainText.Code(code));
                break;
            default:
                throw new System.NotSupportedException($"A topic can't have a {block.GetType().Name}.");
        }
    }

    private static void AddList(TopicText text, ListBlock list, string indent)
    {
        foreach (var item in list.Cast<ListItemBlock>())
        {
            var mark = indent + PlainText.Mark(list, item);
            text.Item(mark, string.Join(" ", PlainText.Paragraphs(item.Where(block => block is not ListBlock))));
            foreach (var inner in item.OfType<ListBlock>())
                AddList(text, inner, new string(' ', mark.Length));
        }
    }
}
