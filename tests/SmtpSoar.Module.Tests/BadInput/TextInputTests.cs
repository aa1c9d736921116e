using System;
using System.Linq;
using System.Text;
using System.Text.Json;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.BadInput;

public sealed class TextInputTests : BadInputTest
{
    [Theory]
    [InlineData("line\r\nBcc: evil@example.org", "SubjectLineBreak")]
    [InlineData("line\nbreak", "SubjectLineBreak")]
    [InlineData("line\rbreak", "SubjectLineBreak")]
    [InlineData("nul\0", "TextNul")]
    [InlineData("half \\ud83d", "TextSurrogate")]
    public void Subject_ThatCantBeSent_IsRefused(string subject, string errorId)
    {
        Refused(errorId, "Send-SoarEmail a@example.org $subject b -Asset $asset", ("subject", Escaped.Text(subject)));
        Refused(errorId, "Send-SoarHtmlEmail a@example.org $subject b -Asset $asset", ("subject", Escaped.Text(subject)));
    }

    [Theory]
    [InlineData("nul \0 within", "TextNul")]
    [InlineData("half \\ud83d of a pair", "TextSurrogate")]
    [InlineData("\\ude00", "TextSurrogate")]
    public void Body_ThatCantBeSent_IsRefused(string body, string errorId)
    {
        Refused(errorId, "Send-SoarEmail a@example.org s $body -Asset $asset", ("body", Escaped.Text(body)));
        Refused(errorId, "Send-SoarHtmlEmail a@example.org s \"<p>$body</p>\" -Asset $asset", ("body", Escaped.Text(body)));
        Refused(errorId, "Send-SoarHtmlEmail a@example.org s '<p>x</p>' -TextBody $body -Asset $asset", ("body", Escaped.Text(body)));
    }

    [Theory]
    [InlineData("X-A\r\nBcc", "v", "HeaderNameInvalid")]
    [InlineData("X A", "v", "HeaderNameInvalid")]
    [InlineData("X:A", "v", "HeaderNameInvalid")]
    [InlineData("", "v", "HeaderNameInvalid")]
    [InlineData("Ä", "v", "HeaderNameInvalid")]
    [InlineData("X-A", "v\r\nBcc: evil@example.org", "HeaderValueInvalid")]
    [InlineData("X-A", "v\n\nbody", "HeaderValueInvalid")]
    [InlineData("X-A", "v\rw", "HeaderValueInvalid")]
    [InlineData("X-A", "v\0", "TextNul")]
    [InlineData("X-A", "\\ud83d", "TextSurrogate")]
    [InlineData("Content-Type", "text/html", "HeaderReserved")]
    [InlineData("Message-ID", "<a@b>\r\nX: y", "HeaderValueInvalid")]
    [InlineData("Date", "tomorrow", "HeaderFormInvalid")]
    [InlineData("Message-ID", "a@b", "HeaderFormInvalid")]
    [InlineData("In-Reply-To", "a@b", "HeaderFormInvalid")]
    [InlineData("References", "<a@b>;<c@d>", "HeaderFormInvalid")]
    public void Header_ThatCantBeSent_IsRefused(string name, string value, string errorId)
    {
        Refused(errorId, "Send-SoarEmail a@example.org s b -Headers @{ $name = $value } -Asset $asset", ("name", name), ("value", Escaped.Text(value)));
        if (errorId != "TextSurrogate")
            Refused(errorId, "Send-SoarHtmlEmail a@example.org s b -Headers $json -Asset $asset", ("json", $$"""{"X-Good": 1, {{Json(name)}}: {{Json(Escaped.Text(value)!)}}}"""));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Json_WithHalfASurrogatePair_IsRefused(bool isEscape)
    {
        var text = isEscape ? "\\ud83d" : "\ud83d";
        Refused("HeadersInvalid", "Send-SoarEmail a@example.org s b -Headers $json -Asset $asset", ("json", $$"""{"X-A": "{{text}}"}"""));
        Refused("HeadersInvalid", "Send-SoarEmail a@example.org s b -Headers $json -Asset $asset", ("json", $$"""{"X{{text}}": "a"}"""));
        Refused("AttachmentJsonInvalid", "Send-SoarHtmlEmail a@example.org s b -AttachmentJson $json -Asset $asset", ("json", $$"""[{"vault_id": "{{text}}"}]"""));
        Failed("AssetJsonInvalid", "Send-SoarHtmlEmail a@example.org s b -Asset $json", ("json", $$"""{"server": "{{text}}""" + "\""));
    }

    [Theory]
    [InlineData("'[]'")]
    [InlineData("'\"text\"'")]
    [InlineData("'42'")]
    [InlineData("'null'")]
    [InlineData("'{\"X-A\": {\"b\": 1}}'")]
    [InlineData("'{\"X-A\": '")]
    [InlineData("'X-A: b'")]
    [InlineData("42")]
    [InlineData("@{ 'X-A' = @{ b = 1 } }")]
    [InlineData("@(1, 2)")]
    public void Headers_ThatAreNoObject_AreRefused(string headers)
    {
        Refused("HeadersInvalid", $"Send-SoarEmail a@example.org s b -Headers {headers} -Asset $asset");
        Refused("HeadersInvalid", $"Send-SoarHtmlEmail a@example.org s b -Headers {headers} -Asset $asset");
    }

    [Theory]
    [InlineData("[datetime]'2026-11-28T15:36:07Z'")]
    [InlineData("[datetimeoffset]'2026-11-28T12:06:07-03:30'")]
    [InlineData("'Sat, 28 Nov 2026 15:36:07 +0000'")]
    public void Date_AsAnObjectOrText_GoesOutAsADate(string date)
    {
        var message = Sent($"Send-SoarEmail a@example.org s b -Headers @{{ Date = {date} }} -Asset $asset");
        Assert.Contains("\r\nDate: Sat, 28 Nov 2026 15:36:07 +0000\r\n", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_ThatEndInLineBreaks_GoWithoutThem()
    {
        var message = Sent("Send-SoarEmail a@example.org \"`r`nCase 7`r`n`r`n\" b -Headers @{ 'X-Case' = \"seven`n\"; 'In-Reply-To' = \"<a@b>`r`n\" } -Asset $asset");

        Assert.Contains("\r\nSubject: Case 7\r\n", message.Text, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Case: seven\r\n", message.Text, StringComparison.Ordinal);
        Assert.Contains("\r\nIn-Reply-To: <a@b>\r\n", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void LongName_WithALongWord_GoesInShortLines()
    {
        var message = Sent("Send-SoarEmail a@example.org s ('a=b&' * 400) -Headers @{ ('X' * 252) = 'w' * 890 } -Asset $asset");

        Assert.All(message.Text.Split("\r\n"), line => Assert.True(line.Length <= 998, line));
        Assert.All(message.Text[message.Text.IndexOf("\r\n\r\n", StringComparison.Ordinal)..].Split("\r\n"), line => Assert.True(line.Length <= 76, line));
    }

    [Fact]
    public void LongLines_InBodyAndHeader_GoRightAndShortened()
    {
        var body = string.Concat(Enumerable.Repeat("0123456789", 300));
        var message = Sent("Send-SoarEmail a@example.org ('word ' * 300) $body -Headers @{ 'X-Long' = 'w' * 2000 } -Asset $asset", ("body", body));

        Assert.All(message.Text.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 998, line));
        Assert.Contains(body, Decoded(message), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Send-SoarEmail a@example.org grün b -Asset $asset", "subject")]
    [InlineData("Send-SoarEmail a@example.org s grün -Asset $asset", "body")]
    [InlineData("Send-SoarHtmlEmail a@example.org s '<p>grün</p>' -Asset $asset", "HTML")]
    [InlineData("Send-SoarHtmlEmail a@example.org s '<p>x</p>' -TextBody grün -Asset $asset", "text")]
    [InlineData("Send-SoarEmail a@example.org s b -Headers @{ Subject = 'grün' } -Asset $asset", "subject")]
    [InlineData("[IO.File]::WriteAllText(\"$folder/grün.txt\", 'x'); Send-SoarEmail a@example.org s b -Attachments $folder/grün.txt -Asset $asset", "grün.txt")]
    public void NonAscii_EncodingOff_IsRefusedAndNamesTheSetting(string script, string what)
    {
        var message = Refused("UnicodeNotAllowed", "$asset.encoding = $false; " + script);
        Assert.Contains("Encoding", message, StringComparison.Ordinal);
        Assert.Contains(what, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Message_OverTheServersSize_IsRefusedBeforeMail()
    {
        var server = StartServer(new ServerOptions { Extensions = ["SIZE 10000"] });

        var message = Failed("MessageTooLarge", "Send-SoarEmail a@example.org s ('line of text`n' * 2000) -Asset $asset");

        Assert.Contains("10000", message, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Connections[0].Transcript, line => line.StartsWith("C: MAIL", StringComparison.Ordinal));
    }

    private static string Json(string text) => JsonSerializer.Serialize(text);

    private static string Decoded(ReceivedMessage message)
    {
        var text = message.Text;
        return text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Replace("=\r\n", "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Send-SoarEmail a@example.org s '' -Asset $asset")]
    [InlineData("Send-SoarEmail a@example.org s $null -Asset $asset")]
    [InlineData("Send-SoarHtmlEmail a@example.org s '' -Asset $asset")]
    [InlineData("Send-SoarHtmlEmail a@example.org s $null -TextBody text -Asset $asset")]
    [InlineData("[pscustomobject]@{ To = 'a@example.org'; Body = '' } | Send-SoarEmail -Asset $asset")]
    public void Body_Empty_IsRefused(string script) => Refused("BodyMissing", script);

    [Theory]
    [InlineData("Send-SoarEmail a@example.org s ' ' -Asset $asset")]
    [InlineData("Send-SoarHtmlEmail a@example.org s \"`n\" -Asset $asset")]
    public void Body_OfBlanks_IsTheCallers(string script) => Sent(script);

    [Fact]
    public void Body_EmptyInOneRecordOfThree_StopsThatOneOnly()
    {
        var results = Engine.Run("'one', '', 'three' | ForEach-Object { [pscustomobject]@{ To = 'a@example.org'; Body = $_ } } | Send-SoarEmail -Asset $asset");

        Assert.Equal("success failed success", string.Join(' ', results.Select(result => (string)((dynamic)result).Status)));
        Assert.Equal("BodyMissing", SingleErrorId());
        Assert.Equal(2, Server.Messages.Count);
    }

    [Theory]
    [InlineData("-ContentId1 logo", "-ContentId1")]
    [InlineData("-ContentId3 logo", "-ContentId3")]
    [InlineData("-ContentId4 logo", "-Attachment4")]
    [InlineData("-Attachment1 $folder/a.txt -content_id5 logo", "content_id5")]
    [InlineData("-ContentId2 logo -Attachment2 ''", "-Attachment2")]
    public void ContentId_WithoutItsAttachment_IsAWarningThatNamesBoth(string parameters, string what)
    {
        Folder.Write("a.txt", "x");

        Sent("Send-SoarHtmlEmail a@example.org s '<p>x</p>' -Asset $asset " + parameters);

        Assert.Contains(what, Assert.Single(Engine.Streams.Warning).Message, StringComparison.Ordinal);
    }
}
