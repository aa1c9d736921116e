using System;
using System.Linq;
using System.Text;
using System.Threading;
using MimeKit;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Composition.Body;
using Xunit;

namespace SmtpSoar.Tests.Composition;

/// <summary>A renderer of bodies that the module does not have takes its place with one line of registration.</summary>
public sealed class BodyRendererTests
{
    private const string Invitation =
        "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1\nDTSTART:20261201\nEND:VEVENT\nEND:VCALENDAR\n";

    [Fact]
    public void Template_WithAHead_GivesSubjectAddressesAndFields()
    {
        var head = new BodyHead
        {
            Source = "the template 'x'",
            Subject = "From the template",
            From = "template@example.org",
            To = ["one@example.org, two@example.org"],
            Cc = ["three@example.org"],
            Headers = [new HeaderField("X-Case", "4711")],
        };

        var message = Compose(new EmailRequest(), new Template(new RenderedBody { Html = "<p>Hello</p>", Head = head }));
        var mail = TestMail.Read(TestMail.Wire(message));

        Assert.Equal("From the template", mail.Subject);
        Assert.Equal("template@example.org", message.Sender.Text);
        Assert.Equal(["one@example.org", "two@example.org", "three@example.org"], TestMail.Recipients(message));
        Assert.Equal(2, mail.To.Count);
        Assert.Equal("4711", mail.Headers["X-Case"]);
        Assert.Equal("Hello", mail.TextBody!.TrimEnd());
        Assert.Equal("<p>Hello</p>", mail.HtmlBody!.TrimEnd());
    }

    [Fact]
    public void Template_BesideParameters_LosesToThem()
    {
        var head = new BodyHead
        {
            Source = "the template 'x'",
            Subject = "no",
            From = "no@example.org",
            To = ["no@example.org"],
            Cc = ["no@example.org"],
            Headers = [new HeaderField("x-case", "no"), new HeaderField("X-Other", "yes")],
        };
        var request = TestMail.Text();
        request.From = "from@example.org";
        request.Cc = ["cc@example.org"];
        request.Headers = [new HeaderField("X-Case", "4711")];

        var wire = Encoding.UTF8.GetString(TestMail.Wire(Compose(request, new Template(new RenderedBody { Text = "Hello", Head = head }))));

        Assert.DoesNotContain("no@example.org", wire, StringComparison.Ordinal);
        Assert.Contains("\r\nSubject: Subject\r\n", wire, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Case: 4711\r\n", wire, StringComparison.Ordinal);
        Assert.DoesNotContain("x-case", wire, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Other: yes\r\n", wire, StringComparison.Ordinal);
    }

    [Fact]
    public void Template_WithABadAddress_IsNamedInTheError()
    {
        var head = new BodyHead { Source = "the template 'x'", To = ["no address"] };

        var renderer = new Template(new RenderedBody { Text = "Hello", Head = head });
        var error = Assert.Throws<SmtpSoarException>(() => Compose(new EmailRequest(), renderer));

        Assert.Contains("To of the template 'x'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Template_ThatWantsItsHtmlSanitized_HasItDoneBeforeTheTextIsMade()
    {
        var renderer = new Template(new RenderedBody { Html = "<p>Hello<script>x()</script></p>", Sanitize = true });
        var message = Compose(TestMail.Text(), renderer);
        var mail = TestMail.Read(TestMail.Wire(message));

        Assert.DoesNotContain("script", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Equal("Hello", mail.TextBody!.TrimEnd());
        Assert.Contains("script", Assert.Single(message.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("text", "")]
    public void Renderer_ThatMakesNothing_IsRefused(string? text, string? html)
    {
        var renderer = new Template(new RenderedBody { Text = text, Html = html, Name = "template" });

        var error = Assert.Throws<SmtpSoarException>(() => Compose(TestMail.Text(), renderer));

        Assert.Equal("BodyMissing", error.ErrorId);
        Assert.Contains("template", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Calendar_AfterTextOrHtml_IsTheLastAlternative()
    {
        var text = Structure(Compose(TestMail.Text(), new Calendar()));
        var html = Structure(Compose(TestMail.Html(), new Calendar()));

        Assert.Equal("multipart/alternative[text/plain, text/calendar REQUEST]", text);
        Assert.Equal("multipart/alternative[text/plain, text/html, text/calendar REQUEST]", html);
    }

    [Fact]
    public void Calendar_WithFiles_StaysWithinTheAlternative()
    {
        using var files = new TestFiles();
        var request = TestMail.Text();
        request.Attachments = [files.Add("report.txt")];

        var message = Compose(request, new Calendar());
        var part = (TextPart)((Multipart)((Multipart)TestMail.Read(TestMail.Wire(message)).Body!)[0])[1];

        Assert.Equal("multipart/mixed[multipart/alternative[text/plain, text/calendar REQUEST], text/plain]", Structure(message));
        Assert.Equal(Invitation, part.Text.Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    [Fact]
    public void Picture_OfTheBody_IsRelatedToItsHtml()
    {
        using var files = new TestFiles();
        var content = Enumerable.Range(0, 1000).Select(value => (byte)value).ToArray();
        var request = TestMail.Text();
        request.Attachments = [files.Add("logo.png", "logo", "logo"), files.Add("report.txt")];
        var renderer = new Template(new RenderedBody
        {
            Html = "<img src='cid:logo'><img src='cid:chart'>",
            Pictures = [new BodyFile("Größe.png", "image/png", content, "chart")],
        });

        var message = Compose(request, renderer);
        var mail = TestMail.Read(TestMail.Wire(message));
        var picture = mail.BodyParts.OfType<MimePart>().Single(part => part.ContentId == "chart");
        using var decoded = new System.IO.MemoryStream();
        picture.Content!.DecodeTo(decoded);

        Assert.Equal(
            "multipart/mixed[multipart/related[multipart/alternative[text/plain, text/html], image/png, image/png], text/plain]",
            Structure(message));
        Assert.Equal(content, decoded.ToArray());
        Assert.Equal("Größe.png", picture.FileName);
        Assert.Equal(ContentDisposition.Inline, picture.ContentDisposition!.Disposition);
        Assert.Empty(message.Warnings);
    }

    [Fact]
    public void Picture_WithoutFiles_StillMakesARelatedPart()
    {
        var renderer = new Template(new RenderedBody { Html = "<img src='cid:a'>", Pictures = [new BodyFile("a.png", "image/png", [1], "a")] });

        Assert.Equal(
            "multipart/related[multipart/alternative[text/plain, text/html], image/png]",
            Structure(Compose(TestMail.Text(), renderer)));
    }

    [Fact]
    public void Picture_ThatTheHtmlNeverShows_IsWarnedOf()
    {
        var request = TestMail.Text();
        var renderer = new Template(new RenderedBody { Html = "<p>Hello</p>", Pictures = [new BodyFile("a.png", "image/png", [1], "chart")] });

        Assert.Contains("chart", Assert.Single(Compose(request, renderer).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Alternative_WithUnicodeWhereThatIsOff_IsRefused()
    {
        var renderer = new Template(new RenderedBody { Text = "Hello", Alternatives = [new BodyAlternative("text/calendar", "Grüße")] });
        var asset = TestMail.Asset;
        asset.Encoding = false;

        var error = Assert.Throws<SmtpSoarException>(() => Compose(TestMail.Text(), renderer, asset));

        Assert.Equal("UnicodeNotAllowed", error.ErrorId);
    }

    [Fact]
    public void Request_ThatNoRendererHandles_IsAFaultOfTheProgram() =>
        Assert.Throws<NotSupportedException>(() =>
            new MessageFactory(TestMail.Asset, TimeProvider.System, new CompositionParts())
                .Create(TestMail.Text(), CancellationToken.None));

    private static ComposedMessage Compose(ComposedMailRequest request, IBodyRenderer added, SmtpAsset? asset = null)
    {
        var parts = new CompositionParts { Bodies = [.. CompositionParts.Of(TestMail.Asset).Bodies, added] };
        return new MessageFactory(asset ?? TestMail.Asset, TimeProvider.System, parts).Create(request, CancellationToken.None);
    }

    private static string Structure(ComposedMessage message) => Structure(TestMail.Read(TestMail.Wire(message)).Body!);

    private static string Structure(MimeEntity entity) => entity is Multipart multipart
        ? $"{entity.ContentType.MimeType}[{string.Join(", ", multipart.Select(Structure))}]"
        : $"{entity.ContentType.MimeType} {entity.ContentType.Parameters["method"]}".TrimEnd();

    /// <summary>Makes the whole body, whatever the request says.</summary>
    private sealed class Template(RenderedBody body) : IBodyRenderer
    {
        public bool Handles(ComposedMailRequest request) => true;

        public RenderedBody Render(ComposedMailRequest request, RenderedBody before, CancellationToken cancellationToken) => body;
    }

    /// <summary>Adds an invitation to what the others made.</summary>
    private sealed class Calendar : IBodyRenderer
    {
        public bool Handles(ComposedMailRequest request) => true;

        public RenderedBody Render(ComposedMailRequest request, RenderedBody before, CancellationToken cancellationToken) =>
            before with { Alternatives = [new BodyAlternative("text/calendar; method=REQUEST", Invitation)] };
    }
}
