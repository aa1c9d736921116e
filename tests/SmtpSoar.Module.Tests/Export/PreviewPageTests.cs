using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Export;

/// <summary>What the HTML preview shows, read as text.</summary>
public sealed partial class PreviewPageTests : EngineTest
{
    [Fact]
    public void Header_OfAMessage_IsShownWithItsEnvelope()
    {
        var page = Export("-To 'Ann <a@example.org>' -Cc c@example.org -Bcc b@example.org -Subject 'Grüße aus Köln' -Body text");

        var shown = System.Net.WebUtility.HtmlDecode(page);
        Assert.All(["s@example.org", "\"Ann\" <a@example.org>", "c@example.org", "Grüße aus Köln", "Message-ID", "Date", "bytes as sent"], part => Assert.Contains(part, shown, StringComparison.Ordinal));
        Assert.Matches("b@example.org <span class=\"badge hidden\">Bcc", page);
    }

    [Fact]
    public void Files_AnyKind_AreListedWithTypeAndSize()
    {
        Folder.Write("data.csv", new string('x', 3000));
        Folder.Write("pic.png", "picture");

        var page = Export("-To a@example.org -HtmlBody '<img src=\"cid:pic\"><img src=''cid:pic''><p>cid:pic</p>' -Attachments $folder/data.csv -Attachment1 $folder/pic.png -ContentId1 pic");

        Assert.Matches("data.csv</td><td>text/csv</td><td class=\"number\">2.9 KiB</td><td>attached", page);
        Assert.Matches("pic.png</td><td>image/png</td><td class=\"number\">7 bytes</td><td>in the HTML as cid:pic", page);
        Assert.Equal(2, PictureUrl().Count(page));
        Assert.Contains("<p>cid:pic</p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Picture_OverTheLimit_IsNamedAndNotEmbedded()
    {
        Folder.Write("pic.png", new string('x', 6 * 1024 * 1024));

        var page = Export("-To a@example.org -HtmlBody '<img src=\"cid:pic\">' -Attachment1 $folder/pic.png -ContentId1 pic");

        Assert.Contains("cid:pic, not shown in this preview", page, StringComparison.Ordinal);
        Assert.True(page.Length < 100_000);
    }

    [Fact]
    public void Markup_FromTheMessage_IsNoMarkupOfThePage()
    {
        const string Hostile = "</title><script>alert(1)</script>";
        Folder.Write("a'b.txt", "x");

        var page = Export($"-To a@example.org -Subject '{Hostile}' -HtmlBody '\" onload=\"alert(1)\" x=\"</iframe>{Hostile}' -TextBody '{Hostile}' -Headers @{{ 'X-Test' = '{Hostile}' }} -Attachments @{{ Path = \"$folder/a'b.txt\"; Name = '<script>.txt' }}");

        Assert.DoesNotContain("<script", OwnScript().Replace(Frame().Replace(page, "FRAME"), ""), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("srcdoc=\"&quot; onload=&quot;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Raw_Message_IsShownWithItsHiddenRecipients()
    {
        var page = Export("-RawEmail 'From: =?utf-8?q?J=C3=B6rg?= <s@example.org>\\nTo: a@example.org\\nBcc: b@example.org\\nSubject: =?utf-8?b?w7w=?=\\n\\nhello'", sender: "");

        Assert.Contains("<h1>&#252;</h1>", page, StringComparison.Ordinal);
        Assert.Contains("hello", page, StringComparison.Ordinal);
        Assert.Matches("b@example.org <span class=\"badge hidden\">Bcc", page);
    }

    [Fact]
    public void Script_OfThePage_IsTheOnlyOneThatItsPolicyAllows()
    {
        var page = Export("-To a@example.org -HtmlBody '<p>x</p>'");

        var script = OwnScript().Match(page).Groups["text"].Value;
        var digest = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        Assert.Contains($"content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'\"", page, StringComparison.Ordinal);
        Assert.Contains("sandbox=\"allow-same-origin\"", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("fetch|XMLHttpRequest|Image|eval|innerHTML|location|postMessage|cookie", script);
    }

    [Fact]
    public void TextAlone_HasNoScript() => Assert.DoesNotContain("<script", Export("-To a@example.org -Body text"), StringComparison.Ordinal);

    [Theory]
    [InlineData("-Priority High", "High priority")]
    [InlineData("-Priority Low", "Low priority")]
    [InlineData("-Headers @{ 'X-Priority' = '2 (High)' }", "High priority")]
    [InlineData("-ReadReceiptTo r@example.org", "Read receipt to r@example.org")]
    [InlineData("-DeliveryNotification Failure, Delay", "Delivery notification: Failure, Delay")]
    public void Mark_OfTheMessage_StandsAboveItsTable(string parameters, string mark)
    {
        var page = Export($"-To a@example.org -Body text {parameters}");

        Assert.InRange(page.IndexOf($"<span class=\"badge\">{mark}</span>", StringComparison.Ordinal), page.IndexOf("</h1>", StringComparison.Ordinal), page.IndexOf("<table", StringComparison.Ordinal));
    }

    [Fact]
    public void Mark_OfAnOrdinaryMessage_IsNone() => Assert.DoesNotContain("class=\"marks\"", Export("-To a@example.org -Body text"), StringComparison.Ordinal);

    [Fact]
    public void RemotePictures_AreCountedByHost()
    {
        var page = Export("-To a@example.org -HtmlBody '<img src=\"https://cdn.example.org/a.png\"><img src=\"https://cdn.example.org/b.png\"><img src=\"http://x.example.net/c.png\"><img src=\"https://cdn.example.org/a.png\">'");

        Assert.Contains("<p class=\"remote\">3 remote pictures are not loaded here: cdn.example.org (2), x.example.net (1). ", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"remote\"", Export("-To a@example.org -HtmlBody '<p><a href=\"https://example.org\">link</a></p>' -Force"), StringComparison.Ordinal);
    }

    private string Export(string parameters, string sender = "-From s@example.org ")
    {
        Engine.Run($"Export-SoarEmail {sender}{parameters} -Path $folder/x.html");
        Assert.Empty(Engine.Errors);
        return File.ReadAllText(Folder["x.html"]);
    }

    [GeneratedRegex("data:image/png;base64,cGljdHVyZQ==")]
    private static partial Regex PictureUrl();

    [GeneratedRegex("<script>(?<text>[^<]*)</script>\n</body>")]
    private static partial Regex OwnScript();

    [GeneratedRegex("srcdoc=\"[^\"]*\"")]
    private static partial Regex Frame();
}
