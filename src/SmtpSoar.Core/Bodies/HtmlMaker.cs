using System.Collections.Generic;

namespace SmtpSoar.Core.Bodies;

/// <summary>Makes the HTML of a mail of what its sender gave, before it is sanitised.</summary>
internal static class HtmlMaker
{
    /// <summary>The HTML: made of Markdown, with its styles inline, and with its pictures as parts, where that is asked for.</summary>
    /// <param name="request">The request, which says what is asked for.</param>
    /// <param name="given">The HTML or Markdown.</param>
    /// <exception cref="SmtpSoarException">It is nested too deep, or its style sheets are too long.</exception>
    public static (string Html, IReadOnlyList<DataPicture> Pictures) Make(ComposedMailRequest request, string given)
    {
        var html = request.IsMarkdown ? MarkdownHtml.Render(given, request.AllowRawHtml) : given;
        return DataPictures.Extract(request.InlineCss ? StyleInliner.Inline(html) : html);
    }
}
