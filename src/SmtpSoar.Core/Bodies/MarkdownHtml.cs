using System;
using System.IO;
using System.Linq;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using SmtpSoar.Core.Templates.Places;

namespace SmtpSoar.Core.Bodies;

/// <summary>Makes HTML of Markdown (CommonMark, and tables), in which nothing runs unless the author asks for raw HTML.</summary>
internal static class MarkdownHtml
{
    private const string Unsafe = "unsafe:";
    private const string Cell = "border:1px solid #c9ced6;padding:6px 10px;vertical-align:top";

    private const string Start =
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n</head>\n"
        + "<body style=\"margin:0;padding:12px;font-family:'Segoe UI',Arial,Helvetica,sans-serif;font-size:14px;"
        + "line-height:20px;color:#1f2328;background-color:#ffffff\">\n";

    private const string End = "</body>\n</html>\n";

    /// <summary>The document.</summary>
    /// <param name="markdown">The Markdown.</param>
    /// <param name="allowHtml">Whether HTML in it stays HTML; otherwise it is shown as text.</param>
    /// <exception cref="SmtpSoarException">It is nested too deep.</exception>
    public static string Render(string markdown, bool allowHtml)
    {
        try
        {
            return Start + Body(markdown, Pipeline(allowHtml)) + End;
        }
        catch (ArgumentException cause)
        {
            throw Errors.MarkdownTooDeep.Because(cause);
        }
    }

    private static MarkdownPipeline Pipeline(bool allowHtml)
    {
        var builder = new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks();
        return (allowHtml ? builder : builder.DisableHtml()).Build();
    }

    private static string Body(string markdown, MarkdownPipeline pipeline)
    {
        var document = Markdown.Parse(markdown, pipeline);
        foreach (var table in document.Descendants<Table>())
            Style(table);
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer) { LinkRewriter = link => UrlPlaces.IsHarmless(link) ? link : Unsafe + link };
        pipeline.Setup(renderer);
        renderer.Render(document);
        return writer.ToString();
    }

    // Mail programs draw no lines of their own. How a column is aligned, the library adds.
    private static void Style(Table table)
    {
        table.GetAttributes().AddProperty("style", "border-collapse:collapse");
        foreach (var cell in table.OfType<TableRow>().SelectMany(row => row.OfType<TableCell>()))
            cell.GetAttributes().AddProperty("style", Cell);
    }
}
