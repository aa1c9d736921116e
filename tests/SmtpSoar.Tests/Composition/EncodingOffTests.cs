using System.Linq;
using Xunit;

namespace SmtpSoar.Tests.Composition;

/// <summary>The asset's Encoding, off: Unicode is refused by the name of that setting, everything else goes.</summary>
public sealed class EncodingOffTests
{
    private static SmtpAsset Asset
    {
        get
        {
            var asset = TestMail.Asset;
            asset.Encoding = false;
            return asset;
        }
    }

    [Theory]
    [InlineData("subject")]
    [InlineData("subject among the headers")]
    [InlineData("body")]
    [InlineData("HTML in the body")]
    [InlineData("HTML body")]
    [InlineData("text body")]
    [InlineData("file name")]
    public void Compose_UnicodeWithEncodingOff_IsRefusedByTheSettingsName(string place)
    {
        using var files = new TestFiles();
        var error = TestMail.Refusal(Request(place, files), Asset);

        Assert.Equal("UnicodeNotAllowed", error.ErrorId);
        Assert.Contains("Encoding", error.Sentence, System.StringComparison.Ordinal);
        Assert.Contains("encoding", error.Advice, System.StringComparison.Ordinal);
        Assert.DoesNotContain("Größe!", error.Message, System.StringComparison.Ordinal);
        Assert.NotNull(TestMail.Compose(Request(place, files)));
    }

    [Fact]
    public void Compose_EntitiesWithEncodingOff_AreFine()
    {
        const string Html = "<p>caf&eacute;&nbsp;&#128512;</p>";

        var read = TestMail.Read(TestMail.Html(Html), Asset);

        Assert.Equal(Html, read.HtmlBody!.TrimEnd());
        Assert.Contains("café", read.TextBody, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_NonAsciiNamesAndFileContentWithEncodingOff_AreFine()
    {
        using var files = new TestFiles();
        var request = TestMail.Text();
        request.To = ["Jürgen <j@example.org>"];
        request.Attachments = [files.Add("a.txt", "Größe")];

        var read = TestMail.Read(request, Asset);

        Assert.Equal("Jürgen", read.To.Single().Name);
        Assert.Equal("Größe", ((MimeKit.TextPart)read.Attachments.Single()).Text);
    }

    private static ComposedMailRequest Request(string place, TestFiles files)
    {
        ComposedMailRequest request = place switch
        {
            "body" => TestMail.Text("Größe!"),
            "HTML in the body" => TestMail.Text("<html>Größe!</html>"),
            "HTML body" => TestMail.Html("Größe!"),
            "text body" => new HtmlEmailRequest { To = ["to@example.org"], HtmlBody = "x", TextBody = "Größe!" },
            _ => TestMail.Text(),
        };
        if (place == "subject")
            request.Subject = "Größe!";
        if (place == "subject among the headers")
            request.Headers = [new HeaderField("Subject", "Größe!")];
        if (place == "file name")
            request.Attachments = [files.Add("Größe.txt")];
        return request;
    }
}
