using SmtpSoar.Core.Html.Sanitizing;
using SmtpSoar.Core.Html.Text;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Composition.Body;

/// <summary>Checks a rendered body, sanitises its HTML, and makes the text part that it lacks: once, behind all renderers.</summary>
internal static class BodyFinisher
{
    /// <summary>The body as it goes into the mail. It has text.</summary>
    /// <param name="body">The body as it was rendered.</param>
    /// <param name="allowUnicode">Whether it may have other characters than those of ASCII.</param>
    /// <exception cref="SmtpSoarException">It is empty, or has characters that can't be sent.</exception>
    public static RenderedBody Finish(RenderedBody body, bool allowUnicode)
    {
        // Blanks may be meant. An empty body comes of a variable that has no value.
        if (string.IsNullOrEmpty(body.Html ?? body.Text))
            throw Errors.BodyMissing.With(body.Name);
        Check(body.Html, body.HtmlName, allowUnicode);
        Check(body.Text, body.TextName, allowUnicode);
        for (var i = 0; i < body.Alternatives.Count; i++)
            Check(body.Alternatives[i].Text, body.Alternatives[i].Name ?? body.Alternatives[i].Type, allowUnicode);
        return body.Html is { } html ? FinishHtml(body, html) : body;
    }

    private static RenderedBody FinishHtml(RenderedBody body, string given)
    {
        var sanitized = body.Sanitize ? HtmlSanitization.Sanitize(given) : null;
        var html = sanitized?.Html ?? given;
        return body with
        {
            Html = html,
            Text = string.IsNullOrEmpty(body.Text) ? HtmlToText.Render(html) : body.Text,
            Removed = sanitized?.Removed ?? [],
        };
    }

    private static void Check(string? text, string name, bool allowUnicode)
    {
        if (text is null)
            return;
        TextChecks.Characters(text, name);
        if (!allowUnicode && !TextChecks.IsAscii(text))
            throw Errors.UnicodeNotAllowed.With(name);
    }
}
