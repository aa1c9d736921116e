using System.Linq;
using AngleSharp.Html.Dom;
using MimeKit.Text;

namespace SmtpSoar.Core.Html.Sanitizing;

/// <summary>Asks the sanitizer about elements one by one, whatever stood around them.</summary>
internal sealed class SanitizerProbe
{
    private readonly RemovedNames _removed = new();
    private readonly MailSanitizer _sanitizer;
    private readonly IHtmlDocument _document;

    internal SanitizerProbe()
    {
        _sanitizer = new MailSanitizer(_removed, new RemovalEffort());
        _sanitizer.AllowOutlookMarkup();
        _document = _sanitizer.HtmlParserFactory().ParseDocument(string.Empty);
    }

    /// <summary>Adds the element of a start tag.</summary>
    /// <returns>Whether it can be judged: an attribute that is there twice can't, for readers differ in which one counts.</returns>
    internal bool AddElement(HtmlTagToken tag)
    {
        var element = _document.CreateElement(tag.Name.ToLowerInvariant());
        foreach (var attribute in tag.Attributes)
        {
            if (element.HasAttribute(attribute.Name))
                return false;
            element.SetAttribute(attribute.Name.ToLowerInvariant(), attribute.Value ?? string.Empty);
        }

        _document.Body!.AppendChild(element);
        return !MailDocument.IsForbidden(element) && !element.Attributes.Any(MailDocument.IsForbidden);
    }

    /// <summary>Judges a style sheet.</summary>
    /// <returns>Whether the sanitizer leaves all of it.</returns>
    internal bool AddStyleSheet(string css)
    {
        _sanitizer.Sanitize("<style>" + css + "</style>");
        return NothingSoFar;
    }

    /// <summary>Whether the sanitizer leaves all of the elements.</summary>
    internal bool NothingIsRemoved()
    {
        _sanitizer.SanitizeDom(_document, (IHtmlElement)_document.Body!);
        return NothingSoFar;
    }

    private bool NothingSoFar => _removed.All.Count == 0;
}
