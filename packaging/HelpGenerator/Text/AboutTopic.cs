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

    public static string Make(string path)
    {
        var blocks = Markdown.Parse(File.ReadAllText(path), Pipeline).Where(block => block is not HtmlBlock).ToList();
        if (blocks is not [HeadingBlock { Level: 1 } title, ParagraphBlock summary, ..])
            throw new PageException(path, "A topic begins with its name as heading, and one sentence.");
        var text = new TopicText();
        text.Heading(Heading);
        text.Body(PlainText.Of(title.Inline));
        text.Blank();
        // PowerShell takes the fifth line for the synopsis.
        text.Heading(ShortHeading);
        text.Body(PlainText.Of(summary.Inline));
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
                foreach (var item in list.Cast<ListItemBlock>())
                    text.Item(PlainText.Mark(list, item), string.Join(" ", PlainText.Paragraphs(item)));
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
}
