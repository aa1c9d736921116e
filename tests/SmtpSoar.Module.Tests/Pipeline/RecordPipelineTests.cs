using System;
using System.Linq;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Pipeline;

/// <summary>Each pipeline object is a message, bound by property name, as rows of a CSV file are.</summary>
public sealed class RecordPipelineTests : EngineTest
{
    private readonly SmtpTestServer _server;

    public RecordPipelineTests() => _server = StartServer();

    [Fact]
    public void Objects_WithoutToAndBody_AreOneMessageEach()
    {
        var results = Engine.Run("""
            & {
                [pscustomobject]@{ To = 'one@example.org'; Subject = 'first'; Body = 'text 1' }
                [pscustomobject]@{ To = 'two@example.org'; Subject = 'second'; Body = 'text 2' }
            } | Send-SoarEmail -Asset $asset
            """);

        Assert.Equal(["one@example.org", "two@example.org"], results.Select(result => (string)((dynamic)result).Recipients[0].Address));
        Assert.Equal(["first", "second"], _server.Messages.Select(Subject));
        Assert.Contains("text 2", _server.Messages[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingProperties_SecondObject_DoNotKeepTheFirstOnesValues()
    {
        Folder.Write("one.txt", "first");

        Engine.Run("""
            & {
                [pscustomobject]@{ To = 'one@example.org'; Body = 'text'; Subject = 'first'; Cc = 'cc@example.org'; From = 'other@example.org'; Headers = '{"X-One": "1"}'; Attachments = "$folder/one.txt"; Priority = 'High'; ReplyTo = 'r@example.org' }
                [pscustomobject]@{ To = 'two@example.org'; Body = 'text' }
            } | Send-SoarEmail -Asset $asset
            """);

        var (first, second) = (_server.Messages[0], _server.Messages[1]);
        Assert.Equal("other@example.org", first.MailFrom);
        Assert.Contains("X-One: 1", first.Text, StringComparison.Ordinal);
        Assert.Contains("one.txt", first.Text, StringComparison.Ordinal);
        Assert.Equal("sender@example.org", second.MailFrom);
        Assert.Equal(["two@example.org"], second.Recipients.Select(recipient => recipient.Address));
        Assert.All(["X-One", "one.txt", "first", "Reply-To", "Priority"], word => Assert.DoesNotContain(word, second.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Attachments = \"$folder/one.txt\"; attachment = \"$folder/two.txt\"", "one.txt")]
    [InlineData("Attachment = \"$folder/two.txt\"; ATTACHMENTS = \"$folder/one.txt\"", "one.txt")]
    [InlineData("attachment = \"$folder/two.txt\"", "two.txt")]
    public void Object_WithANameAndAnAlias_GivesTheName(string properties, string attached)
    {
        Folder.Write("one.txt", "1");
        Folder.Write("two.txt", "2");

        Engine.Run("[pscustomobject]@{ To = 'one@example.org'; Body = 'text'; " + properties + " } | Send-SoarEmail -Asset $asset");

        var text = _server.Messages[0].Text;
        Assert.Equal([attached], new[] { "one.txt", "two.txt" }.Where(name => text.Contains(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void Object_WithComputedProperties_GivesTheirValues()
    {
        Engine.Run("""
            $row = [pscustomobject]@{ Number = 7 }
            $row.psobject.Properties.Add([psscriptproperty]::new('To', { "case$($this.Number)@example.org" }))
            $row.psobject.Properties.Add([psscriptproperty]::new('Subject', { "Case $($this.Number)" }))
            $row.psobject.Properties.Add([psaliasproperty]::new('Body', 'Number'))
            $row | Send-SoarEmail -Asset $asset
            """);

        Assert.Equal("case7@example.org", _server.Messages[0].Recipients[0].Address);
        Assert.Equal("Case 7", Subject(_server.Messages[0]));
    }

    [Fact]
    public void CommandLine_SubjectForAllRecords_IsUsedForEach()
    {
        Engine.Run("'a', 'b' | ForEach-Object { [pscustomobject]@{ To = \"$_@example.org\"; Body = $_ } } | Send-SoarEmail -Subject same -Asset $asset");

        Assert.Equal(["same", "same"], _server.Messages.Select(Subject));
    }

    [Fact]
    public void ToGiven_BodyFromRecords_IsOneMessageEach()
    {
        Engine.Run("'a', 'b' | ForEach-Object { [pscustomobject]@{ Body = \"text $_\" } } | Send-SoarEmail -To one@example.org -Asset $asset");

        Assert.Equal(2, _server.Messages.Count);
    }

    [Fact]
    public void Records_HtmlCommandWithSoarNames_AreOneMessageEach()
    {
        Engine.Run("'a', 'b' | ForEach-Object { [pscustomobject]@{ to = \"$_@example.org\"; html_body = \"<p>$_</p>\"; text_body = \"plain $_\" } } | Send-SoarHtmlEmail -Asset $asset");

        Assert.Equal(2, _server.Messages.Count);
        Assert.Contains("plain b", _server.Messages[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Record_WithoutABody_IsAnErrorAndTheOthersGo()
    {
        Engine.Run("""
            & { [pscustomobject]@{ To = 'a@example.org'; Body = 'x' }; [pscustomobject]@{ To = 'b@example.org' }; [pscustomobject]@{ To = 'c@example.org'; Body = 'x' } } |
                Send-SoarEmail -Asset $asset
            """);

        Assert.Contains("Body", SingleError().Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["a@example.org", "c@example.org"], _server.Messages.Select(message => message.Recipients[0].Address));
    }

    [Fact]
    public void RawText_DownThePipeline_IsOneMessageEach()
    {
        var results = Engine.Run("'a', 'b' | ForEach-Object { \"From: s@example.org`nTo: $_@example.org`nSubject: $_`n`nx\" } | Send-SoarRawEmail -Asset $asset");

        Assert.Equal(2, results.Count);
        Assert.Equal(["a", "b"], _server.Messages.Select(Subject));
    }

    [Fact]
    public void RawFiles_DownThePipeline_AreOneMessageEach()
    {
        Folder.Write("a.eml", "From: s@example.org\r\nTo: a@example.org\r\nSubject: a\r\n\r\nx\r\n");
        Folder.Write("b.eml", "From: s@example.org\r\nTo: b@example.org\r\nSubject: b\r\n\r\nx\r\n");

        Engine.Run("'a', 'b' | ForEach-Object { [IO.FileInfo]::new(\"$folder/$_.eml\") } | Send-SoarRawEmail -Asset $asset");

        Assert.Empty(Engine.Errors);
        Assert.Equal(["a", "b"], _server.Messages.Select(Subject));
    }

    [Fact]
    public void RawPaths_ByPropertyName_AreOneMessageEach()
    {
        Folder.Write("[a].eml", "From: s@example.org\r\nTo: a@example.org\r\nSubject: a\r\n\r\nx\r\n");

        Engine.Run("[pscustomobject]@{ PSPath = \"$folder/[a].eml\" } | Send-SoarRawEmail -Asset $asset");

        Assert.Empty(Engine.Errors);
        Assert.Single(_server.Messages);
    }

    [Fact]
    public void RawFiles_ByWildcard_AreOneMessageEach()
    {
        Folder.Write("a.eml", "From: s@example.org\r\nTo: a@example.org\r\nSubject: a\r\n\r\nx\r\n");
        Folder.Write("b.eml", "From: s@example.org\r\nTo: b@example.org\r\nSubject: b\r\n\r\nx\r\n");

        Engine.Run("Send-SoarRawEmail -Path $folder/*.eml -Asset $asset");

        Assert.Equal(["a", "b"], _server.Messages.Select(Subject).Order());
    }

    private static string Subject(ReceivedMessage message) =>
        message.Text.Split("\r\n").First(line => line.StartsWith("Subject: ", StringComparison.Ordinal))["Subject: ".Length..];
}
