using System;
using System.Linq;
using MimeKit;
using Xunit;

namespace SmtpSoar.Tests.Composition;

/// <summary>The renderers of Markdown, styles, pictures and invitations, in the module's own order.</summary>
public sealed class RequestedBodyTests
{
    private const string Invitation =
        "BEGIN:VCALENDAR\nMETHOD:CANCEL\nBEGIN:VEVENT\nUID:1\nDTSTART:20261201\nEND:VEVENT\nEND:VCALENDAR\n";
    private const string Pixel = "<img src=\"data:image/png;base64,iVBORw0KGgo=\">";

    [Fact]
    public void Markdown_OfEitherAction_IsHtmlWithItsText()
    {
        var plain = TestMail.Text("# Title\n\n<b>*x*</b>");
        var html = TestMail.Html("# Title");
        html.TextBody = "given";
        (plain.IsMarkdown, html.IsMarkdown) = (true, true);

        var (first, second) = (TestMail.Read(plain), TestMail.Read(html));

        Assert.Contains("<h1>Title</h1>", first.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;<em>x</em>", first.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("Title", first.TextBody, StringComparison.Ordinal);
        Assert.Contains("<h1>Title</h1>", second.HtmlBody, StringComparison.Ordinal);
        Assert.Equal("given", second.TextBody!.TrimEnd());
    }

    [Theory]
    [InlineData("", "BodyMissing")]
    [InlineData("a\0b", "TextNul")]
    public void Markdown_ThatIsNoBody_IsRefusedAsAnyBodyIs(string markdown, string id)
    {
        var request = TestMail.Text(markdown);
        var plain = TestMail.Refusal(request);
        request.IsMarkdown = true;

        var refusal = TestMail.Refusal(request);

        Assert.Equal(id, refusal.ErrorId);
        Assert.Equal(plain.Message, refusal.Message);
    }

    [Fact]
    public void Html_BesideText_IsKnownWithoutALook()
    {
        var request = TestMail.Text("for readers of text");
        request.Html = "a <b>fragment</b>";

        var mail = TestMail.Read(request);

        Assert.Equal("a <b>fragment</b>", mail.HtmlBody!.TrimEnd());
        Assert.Equal("for readers of text", mail.TextBody!.TrimEnd());
    }

    [Fact]
    public void Text_ThatLooksLikeHtml_StaysTextWhereItIsKnownToBe()
    {
        var request = TestMail.Text("<html><p>x</p></html>");
        request.IsText = true;

        var message = TestMail.Compose(request);

        Assert.True(TestMail.IsPlainText(message));
        Assert.Null(TestMail.Read(TestMail.Wire(message)).HtmlBody);
    }

    [Fact]
    public void Styles_WithSanitizing_AreInlineBeforeTheSheetGoes()
    {
        var request = TestMail.Html("<style>p{color:red}</style><p>x</p>");
        (request.InlineCss, request.Sanitize) = (true, true);

        var html = TestMail.Read(request).HtmlBody!;

        Assert.Contains("style=\"color:", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Picture_OfMarkdown_IsAPartThatTheHtmlRefersTo()
    {
        var request = TestMail.Text(Pixel);
        (request.IsMarkdown, request.AllowRawHtml) = (true, true);

        var message = TestMail.Compose(request);
        var mail = TestMail.Read(TestMail.Wire(message));
        var picture = Assert.Single(mail.BodyParts.OfType<MimePart>(), part => part.ContentType.IsMimeType("image", "png"));

        Assert.Contains($"cid:{picture.ContentId}", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Empty(message.Warnings);
    }

    [Fact]
    public void Calendar_OfAsciiText_IsNeverWrittenAsTextAlone()
    {
        var request = TestMail.Text();
        request.Calendar = Invitation;

        var message = TestMail.Compose(request);
        var mail = TestMail.Read(TestMail.Wire(message));
        var alternative = Assert.IsType<MultipartAlternative>(((Multipart)mail.Body!)[0]);

        Assert.False(TestMail.IsPlainText(message));
        Assert.Equal(["text/plain", "text/calendar"], alternative.Select(part => part.ContentType.MimeType));
        Assert.Equal("utf-8", alternative[1].ContentType.Charset);
        Assert.Equal("CANCEL", mail.Attachments.Single().ContentType.Parameters["method"]);
    }

    [Fact]
    public void Calendar_BesideFiles_StandsBehindThem()
    {
        using var files = new TestFiles();
        var request = TestMail.Html();
        request.Attachments = [files.Add("report.txt"), files.Add("logo.png", "logo", "logo")];
        request.Calendar = Invitation;

        var mail = TestMail.Read(request);

        Assert.Equal(["report.txt", "invite.ics"], mail.Attachments.OfType<MimePart>().Select(part => part.FileName));
    }

    [Fact]
    public void Calendar_WithUnicodeWhereThatIsOff_IsNamedInTheError()
    {
        var asset = TestMail.Asset;
        asset.Encoding = false;
        var request = TestMail.Text();
        request.Calendar = Invitation.Replace("METHOD", "X-A:\u00e4\nMETHOD", StringComparison.Ordinal);

        var refusal = TestMail.Refusal(request, asset);

        Assert.Equal("UnicodeNotAllowed", refusal.ErrorId);
        Assert.Contains("calendar", refusal.Message, StringComparison.Ordinal);
    }
}
