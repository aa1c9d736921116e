using System.Collections.Generic;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Ganss.Xss;

namespace SmtpSoar.Core.Html.Sanitizing;

/// <summary>Removes from HTML what can run, and leaves what mail needs.</summary>
internal static class HtmlSanitization
{
    // The parser of the library makes a whole document of anything; a fragment is read as the library reads one.
    private const string FragmentStart = "<!doctype html><html><body>";

    // Mending broken HTML can take a second round. More than a few only hostile HTML takes, and each one is safe.
    private const int MaxRounds = 6;

    /// <summary>Sanitizes a document or a fragment, which stays what it is. Its result is not changed by sanitizing it again.</summary>
    /// <param name="html">The HTML as its author gave it; nothing in it is unescaped.</param>
    /// <exception cref="SmtpSoarException">It is nested too deep to be read safely, or would take too long.</exception>
    internal static SanitizedHtml Sanitize(string html) => HtmlNesting.RunWithRoom(html, () => SanitizeUntilStable(html));

    private static SanitizedHtml SanitizeUntilStable(string html)
    {
        var removed = new RemovedNames();
        var comments = new ConditionalComments();
        var isDocument = HtmlKind.IsDocument(html);
        var before = html;
        for (var round = 0; round < MaxRounds; round++)
        {
            var after = SanitizeOnce(before, isDocument, comments, removed);
            if (after == before)
                break;
            before = after;
        }

        return new SanitizedHtml(before, removed.All);
    }

    private static string SanitizeOnce(string html, bool isDocument, ConditionalComments comments, RemovedNames removed)
    {
        var effort = new RemovalEffort();
        var sanitizer = new MailSanitizer(removed, effort);
        sanitizer.RemovingComment += (_, e) =>
        {
            e.Cancel = comments.CanStay(e.Comment);
            if (e.Cancel)
                return;
            removed.Add("comment");
            effort.AddRemoval(e.Comment);
        };
        using var document = sanitizer.HtmlParserFactory().ParseDocument(isDocument ? html : FragmentStart + html);
        INode root = isDocument ? document : document.Body!;
        HtmlLimits.CheckTree(root);
        MailDocument.Prepare(root, removed, effort);
        sanitizer.SanitizeDom(document, root as IHtmlElement);
        MailDocument.Polish(root);
        return HtmlWriter.Write(root.ChildNodes, HtmlFormatter.Instance);
    }
}

/// <summary>HTML without what can run.</summary>
internal sealed class SanitizedHtml
{
    internal SanitizedHtml(string html, IReadOnlyList<string> removed)
    {
        Html = html;
        Removed = removed;
    }

    /// <summary>The HTML, ready to be sent. It must not be unescaped: what the author had escaped would come alive.</summary>
    internal string Html { get; }

    /// <summary>The names of the elements, attributes and properties that were removed, each once; nothing of their content.</summary>
    internal IReadOnlyList<string> Removed { get; }
}
