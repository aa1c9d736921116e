using System;
using System.Linq;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace SmtpSoar.Tests.RealServers;

/// <summary>Where a browser arrived. The status is 0 if it stopped before it opened the URL.</summary>
public sealed record BrowserPage(Uri Url, int Status, string Html)
{
    private readonly IHtmlDocument _document = new HtmlParser().ParseDocument(Html);

    /// <summary>The text that a person sees.</summary>
    public string Text => _document.Body?.TextContent.Trim() ?? "";

    public BrowserForm? Form => _document.QuerySelector("form") is { } form
        ? new BrowserForm(
            new Uri(Url, form.GetAttribute("action") ?? ""),
            [.. form.QuerySelectorAll("input[name]").Select(input => (input.GetAttribute("name")!, input.GetAttribute("value") ?? ""))])
        : null;

    /// <summary>The target of the first link whose text contains this, or null.</summary>
    public Uri? Link(string text) =>
        _document.QuerySelectorAll("a[href]").FirstOrDefault(link => link.TextContent.Contains(text, StringComparison.Ordinal)) is { } found
            ? new Uri(Url, found.GetAttribute("href")!)
            : null;

    /// <summary>A parameter of the URL, or null.</summary>
    public string? Parameter(string name) =>
        Regex.Match(Url.Query, $"[?&]{Regex.Escape(name)}=([^&]*)") is { Success: true } found
            ? Uri.UnescapeDataString(found.Groups[1].Value.Replace('+', ' '))
            : null;
}
