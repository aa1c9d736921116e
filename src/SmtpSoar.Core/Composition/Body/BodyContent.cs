using System.Collections.Generic;
using SmtpSoar.Core.Bodies;
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

    /// <summary>The invitation, or <see langword="null"/>.</summary>
    public CalendarPart? Calendar { get; init; }

    /// <summary>The pictures that stood in the HTML.</summary>
    public IReadOnlyList<DataPicture> Pictures { get; init; } = [];

    /// <summary>What sanitising took out, by name.</summary>
    public IReadOnlyCollection<string> Removed { get; init; } = [];

    public static BodyContent Of(ComposedMailRequest request, bool allowUnicode)
    {
        var content = OfBody(request, allowUnicode);
        Check(request.Calendar ?? "", "calendar", allowUnicode);
        return CalendarPart.Of(request) is { } calendar ? content.With(calendar) : content;
    }

    private BodyContent With(CalendarPart calendar) => new() { Text = Text, Html = Html, Pictures = Pictures, Removed = Removed, Calendar = calendar };

    private static BodyContent OfBody(ComposedMailRequest request, bool allowUnicode) => request switch
    {
        HtmlEmailRequest html => OfHtml(html, allowUnicode),
        EmailRequest plain => OfPlain(plain, allowUnicode),
        _ => throw new System.NotSupportedException(request.GetType().Name),
    };

    private static BodyContent OfPlain(EmailRequest request, bool allowUnicode)
    {
        if (request.IsMarkdown || request.Html is not null)
            return OfKnownHtml(request, allowUnicode);
        Require(request.Body, "body (-Body)");
        Check(request.Body, "body", allowUnicode);
        return !request.IsText && HtmlDetector.IsHtml(request.Body)
            ? Made(request, request.Body, null, sanitize: false)
            : new BodyContent { Text = request.Body };
    }

    private static BodyContent OfHtml(HtmlEmailRequest request, bool allowUnicode)
    {
        Require(request.HtmlBody, "HTML body (-HtmlBody, html_body)");
        Check(request.HtmlBody, "HTML body", allowUnicode);
        Check(request.TextBody ?? "", "text body", allowUnicode);
        return Made(request, request.HtmlBody, request.TextBody, request.Sanitize);
    }

    private static BodyContent OfKnownHtml(EmailRequest request, bool allowUnicode)
    {
        var (html, text) = request.Html is { } known ? (known, request.Body) : (request.Body, "");
        Require(html, "body (-Body)");
        Check(html, "body", allowUnicode);
        Check(text, "text body", allowUnicode);
        return Made(request, html, text, sanitize: false);
    }

    private static BodyContent Made(ComposedMailRequest request, string given, string? text, bool sanitize)
    {
        var made = HtmlMaker.Make(request, given);
        var sanitized = sanitize ? HtmlSanitization.Sanitize(made.Html) : null;
        var html = sanitized?.Html ?? made.Html;
        return new BodyContent
        {
            Text = string.IsNullOrEmpty(text) ? HtmlToText.Render(html) : text!,
            Html = html,
            Pictures = made.Pictures,
            Removed = sanitized?.Removed ?? [],
        };
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
