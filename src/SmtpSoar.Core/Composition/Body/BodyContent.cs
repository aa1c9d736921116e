using System.Collections.Generic;
using SmtpSoar.Core.Html;
using SmtpSoar.Core.Html.Sanitizing;
using SmtpSoar.Core.Html.Text;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Composition.Body;

/// <summary>The text of a message and, where there is one, its HTML.</summary>
internal sealed class BodyContent
{
    public required string Text { get; init; }

    public string? Html { get; init; }

    /// <summary>What sanitising took out, by name.</summary>
    public IReadOnlyCollection<string> Removed { get; init; } = [];

    public static BodyContent Of(ComposedMailRequest request, bool allowUnicode) => request switch
    {
        HtmlEmailRequest html => OfHtml(html, allowUnicode),
        EmailRequest plain => OfPlain(plain, allowUnicode),
        _ => throw new System.NotSupportedException(request.GetType().Name),
    };

    private static BodyContent OfPlain(EmailRequest request, bool allowUnicode)
    {
        Require(request.Body, "body (-Body)");
        Check(request.Body, "body", allowUnicode);
        return HtmlDetector.IsHtml(request.Body)
            ? new BodyContent { Text = HtmlToText.Render(request.Body), Html = request.Body }
            : new BodyContent { Text = request.Body };
    }

    private static BodyContent OfHtml(HtmlEmailRequest request, bool allowUnicode)
    {
        Require(request.HtmlBody, "HTML body (-HtmlBody, html_body)");
        Check(request.HtmlBody, "HTML body", allowUnicode);
        Check(request.TextBody ?? "", "text body", allowUnicode);
        var sanitized = request.Sanitize ? HtmlSanitization.Sanitize(request.HtmlBody) : null;
        var html = sanitized?.Html ?? request.HtmlBody;
        var text = string.IsNullOrEmpty(request.TextBody) ? HtmlToText.Render(html) : request.TextBody!;
        return new BodyContent { Text = text, Html = html, Removed = sanitized?.Removed ?? [] };
    }

    // Blanks may be meant. Nothing at all is a variable that has no value.
    private static void Require(string text, string what)
    {
        if (text.Length == 0)
            throw Errors.BodyMissing.With(what);
    }

    private static void Check(string text, string what, bool allowUnicode)
    {
        TextChecks.Characters(text, what);
        if (!allowUnicode && !TextChecks.IsAscii(text))
            throw Errors.UnicodeNotAllowed.With(what);
    }
}
