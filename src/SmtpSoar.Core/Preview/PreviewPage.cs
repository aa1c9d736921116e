using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Text.RegularExpressions;
using MimeKit;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Html.References;

namespace SmtpSoar.Core.Preview;

/// <summary>A page for a browser that shows a message: what its readers see, and what only its envelope says.</summary>
/// <remarks>
/// It loads nothing, and runs nothing but <see cref="PreviewScript"/>. The message's own HTML lies in a frame that may run nothing, so that
/// it
/// neither disturbs the page nor leaves it, and the page's policy holds inside of that frame too.
/// </remarks>
internal sealed class PreviewPage(ComposedMessage message, PreviewContent content)
{
    private static readonly string Policy =
        $"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src {PreviewScript.Permission}; base-uri 'none'; "
        + "form-action 'none'";

    private const int MaxHosts = 10;

    private readonly PreviewTable _table = new();

    public void WriteTo(TextWriter writer)
    {
        writer.Write($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{Policy}">
            <meta http-equiv="x-dns-prefetch-control" content="off">
            <meta name="referrer" content="no-referrer">
            <meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark">
            <title>{Text(Subject)}</title>
            <style>{PreviewStyle.Text}</style>
            </head>
            <body>
            <p class="note">{Messages.PreviewNote}</p>
            <h1>{Text(Subject)}</h1>

            """);
        WriteMarks(writer);
        WriteHeader(writer);
        WriteWarnings(writer);
        WriteRemotePictures(writer);
        WriteFiles(writer);
        WriteBodies(writer);
        WriteFields(writer);
        if (content.Pages.Count > 0)
            writer.Write($"<script>{PreviewScript.Text}</script>\n");
        writer.Write("</body>\n</html>\n");
    }

    private MimeMessage Header => content.Header;

    private string Subject => Header.Subject is { Length: > 0 } subject ? subject : "(no subject)";

    private void WriteMarks(TextWriter writer)
    {
        var marks = PreviewMarks.Of(Header, message.DeliveryNotification);
        if (marks.Count > 0)
            writer.Write(
                $"<p class=\"marks\">{string.Join(" ", marks.Select(mark => $"<span class=\"badge\">{Text(mark)}</span>"))}</p>\n");
    }

    private void WriteHeader(TextWriter writer)
    {
        _table.Add("From", Header.From.ToString());
        _table.Add("Sender", Header.Sender?.ToString());
        _table.Add("To", Header.To.ToString());
        _table.Add("Cc", Header.Cc.ToString());
        _table.Add("Reply-To", Header.ReplyTo.ToString());
        _table.Add("Subject", Header.Subject);
        _table.Add("Date", Header.Headers[HeaderId.Date]);
        _table.Add("Message-ID", Header.Headers[HeaderId.MessageId]);
        _table.Add(
            "Size",
            message.Image.Size < 1024
                ? $"{Size(message.Image.Size)} as sent"
                : $"{Size(message.Image.Size)} ({Number(message.Image.Size)} bytes as sent)");
        _table.WriteTo(writer);
        _table.Add("Envelope from", message.Sender.Text);
        _table.AddList("Envelope to", message.AllRecipients.Select(Recipient));
        _table.WriteTo(writer);
    }

    private static string Recipient(EnvelopeRecipient recipient) => recipient.Kind == RecipientKind.Bcc
        ? $"{Text(recipient.Address.Text)} <span class=\"badge hidden\">Bcc: not shown in the message</span>"
        : $"{Text(recipient.Address.Text)} <span class=\"badge\">{recipient.Kind}</span>";

    private void WriteWarnings(TextWriter writer)
    {
        foreach (var mark in message.Marks)
            writer.Write($"<p class=\"note\">{Text(mark.Sentence)}</p>\n");
        foreach (var warning in message.Warnings)
            writer.Write($"<p class=\"warning\">{Text(warning)}</p>\n");
    }

    private void WriteRemotePictures(TextWriter writer)
    {
        var pictures = content.Pages.SelectMany(PictureAddresses.OnTheWeb).Distinct().ToList();
        if (pictures.Count == 0)
            return;
        var hosts = pictures.GroupBy(address => address.IdnHost)
            .OrderByDescending(host => host.Count())
            .ThenBy(host => host.Key, StringComparer.Ordinal)
            .ToList();
        var names = hosts.Take(MaxHosts).Select(host => $"{host.Key} ({host.Count()})");
        if (hosts.Count > MaxHosts)
            names = names.Append($"{hosts.Count - MaxHosts} more hosts");
        writer.Write($"<p class=\"remote\">{Text(Messages.RemotePictures(pictures.Count, names))}</p>\n");
    }

    private void WriteFiles(TextWriter writer)
    {
        if (content.Files.Count == 0)
            return;
        writer.Write($"<h2>{content.Files.Count} {(content.Files.Count == 1 ? "file" : "files")}</h2>\n<table class=\"files\">\n");
        foreach (var file in content.Files)
            writer.Write(
                $"<tr><td>{Text(file.Name ?? "(no name)")}</td><td>{Text(file.Type)}</td><td "
                + $"class=\"number\">{Size(file.Size)}</td><td>{Text(Place(file))}</td></tr>\n");
        writer.Write("</table>\n");
    }

    private static string Place(PreviewFile file) => file switch
    {
        { ContentId: null } => "attached",
        { IsShown: true } => $"in the HTML as cid:{file.ContentId}",
        _ => $"cid:{file.ContentId}, not shown in this preview",
    };

    private void WriteBodies(TextWriter writer)
    {
        foreach (var page in content.Pages)
            writer.Write(
                "<h2>HTML</h2>\n<div class=\"frame\"><iframe title=\"HTML\" sandbox=\"allow-same-origin\" "
                + $"referrerpolicy=\"no-referrer\" srcdoc=\"{Attribute(content.Pictures.Embed(FramedHtml.Of(page)))}\"></iframe></div>\n");
        foreach (var text in content.Texts)
            writer.Write($"<h2>Text</h2>\n<pre class=\"text\">{Text(text.TrimEnd())}</pre>\n");
    }

    private void WriteFields(TextWriter writer)
    {
        writer.Write("<details><summary>All header fields</summary>\n<pre>");
        foreach (var field in Header.Headers)
            writer.Write(Text($"{field.Field}: {field.Value}\n"));
        writer.Write("</pre></details>\n");
    }

    private static string Size(long bytes) => bytes switch
    {
        < 1024 => $"{Number(bytes)} bytes",
        < 1024 * 1024 => string.Format(CultureInfo.InvariantCulture, "{0:0.#} KiB", bytes / 1024.0),
        _ => string.Format(CultureInfo.InvariantCulture, "{0:0.#} MiB", bytes / (1024.0 * 1024)),
    };

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    // Large where pictures are in it: what else could be encoded need not be.
    private static string Attribute(string text) => text.Replace("&", "&amp;").Replace("\"", "&quot;");
}

/// <summary>Takes out of a message's HTML what a browser follows though the page's policy forbids to load it.</summary>
/// <remarks>
/// A policy stops what is loaded, but not that a link element makes the browser connect to a server beforehand. A frame
/// inside could hold such an element in another guise. The names of tags can't be escaped, so looking for them is enough.
/// </remarks>
internal static class FramedHtml
{
    // Like link, meta has no end tag and may stand in the head: nothing else in the document changes its place.
    private static readonly Regex Links = new(@"<link(?=[\s/>])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Frames = new(@"<(/?)iframe(?=[\s/>])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    public static string Of(string html) => Frames.Replace(Links.Replace(html, "<meta"), "<$1x-iframe");
}
