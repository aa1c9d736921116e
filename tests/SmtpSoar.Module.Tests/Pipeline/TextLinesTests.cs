using System;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Pipeline;

/// <summary>Lines of text, as Get-Content, Out-String and ConvertTo-Html give them.</summary>
public sealed class TextLinesTests : EngineTest
{
    private readonly SmtpTestServer _server;

    public TextLinesTests() => _server = StartServer();

    [Theory]
    [InlineData("Send-SoarEmail -To a@example.org -Body 'one', '', 'two'", "one\r\n\r\ntwo")]
    [InlineData("Send-SoarEmail a@example.org s @('one', $null, 2)", "one\r\n\r\n2")]
    [InlineData("[pscustomobject]@{ To = 'a@example.org'; Body = 'one', 'two' } | Send-SoarEmail", "one\r\ntwo")]
    [InlineData("Send-SoarHtmlEmail -To a@example.org -HtmlBody '<p>', 'text', '</p>'", "<p>\r\ntext\r\n</p>")]
    [InlineData("Send-SoarHtmlEmail -To a@example.org -Body '<p>', 'text', '</p>'", "<p>\r\ntext\r\n</p>")]
    [InlineData("Send-SoarHtmlEmail -To a@example.org -HtmlBody x -TextBody 'one', 'two'", "one\r\ntwo")]
    [InlineData("Send-SoarRawEmail -RawEmail 'From: a@example.org', 'To: b@example.org', '', 'one', 'two'", "one\r\ntwo")]
    [InlineData("Send-SoarRawEmail ('From: a@example.org', 'To: b@example.org', '', 'one', 'two')", "one\r\ntwo")]
    public void Lines_AsBody_AreOneText(string command, string expected)
    {
        Engine.Run(command + " -Asset $asset");

        Assert.Empty(Engine.Errors);
        Assert.Contains(expected, Assert.Single(_server.Messages).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Send-SoarEmail -To a@example.org -Body @{ a = 1 }, @{ b = 2 }")]
    [InlineData("Send-SoarEmail -To a@example.org -Body x -Subject 'a', 'b'")]
    public void List_ThatIsNoText_IsRefusedAtOnce(string command)
    {
        Assert.Empty(Engine.Try(command + " -Asset $asset"));

        Assert.Contains("It is a list", SingleError().Exception.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Connections);
    }

    [Theory]
    [InlineData("Send-SoarEmail -To a@example.org -Subject s", "LinesUnbound", "-Body (Get-Content FILE)")]
    [InlineData("Send-SoarEmail -Body x", "LinesUnbound", "-Body (Get-Content FILE)")]
    [InlineData("Send-SoarHtmlEmail -To a@example.org", "LinesUnbound", "ConvertTo-SoarHtml")]
    public void Lines_DownThePipeline_AreOneErrorThatSaysHow(string command, string errorId, string advice)
    {
        var results = Engine.Run($"'From: a', '', 'three' | {command} -Asset $asset");

        Assert.Equal("failed", (string)((dynamic)Assert.Single(results)).Status);
        Assert.Equal(errorId, SingleErrorId());
        Assert.Contains(advice, SingleError().Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LinesOfARawMessage_DownThePipeline_AreOneErrorThatSaysHow()
    {
        var results = Engine.Run("'From: a@example.org', 'To: b@example.org', '', 'text' | Send-SoarRawEmail -Asset $asset");

        Assert.Single(results);
        Assert.Equal("RawLinesUnbound", SingleErrorId());
        Assert.Contains("-Path FILE", SingleError().Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HeaderFields_DownThePipeline_AreAMessageEach()
    {
        Assert.Equal(2, Engine.Run("'To: b@example.org', 'To: c@example.org' | Send-SoarRawEmail -EnvelopeFrom a@example.org -Asset $asset").Count);
        Assert.Equal(2, _server.Messages.Count);
    }

    [Fact]
    public void Lines_ToExport_AreOneError()
    {
        Engine.Run("'one', 'two' | Export-SoarEmail -To a@example.org -From s@example.org -Path $folder/x.eml");
        Assert.Equal("LinesUnbound", SingleErrorId());
    }

    [Theory]
    [InlineData("<img src=\"chart.png\">", "'chart.png'")]
    [InlineData("<p style=\"background: url('bg.png')\">x</p>", "'bg.png'")]
    public void LocalPicture_InHtml_IsAWarningThatSaysHow(string html, string named)
    {
        Engine.Run("Send-SoarHtmlEmail -To a@example.org -HtmlBody $html -Asset $asset", ("html", html));

        var warning = Assert.Single(Engine.Streams.Warning).Message;
        Assert.Contains(named, warning, StringComparison.Ordinal);
        Assert.Contains("cid:picture", warning, StringComparison.Ordinal);
    }
}
