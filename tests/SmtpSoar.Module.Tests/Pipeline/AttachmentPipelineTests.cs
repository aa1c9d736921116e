using System.IO;
using System.Linq;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Pipeline;

/// <summary>With -To and the body on the command line, what comes down the pipeline are attachments of one message.</summary>
public sealed class AttachmentPipelineTests : EngineTest
{
    private const string Send = "Send-SoarEmail -To to@example.org -Subject files -Body text -Asset $asset -VaultPath $folder/vault";

    private readonly SmtpTestServer _server;

    public AttachmentPipelineTests() => _server = StartServer();

    [Fact]
    public void Files_DownThePipeline_GoInOneMessage()
    {
        Folder.Write("one.txt", "first");
        Folder.Write("two.csv", "second");

        var result = Result("'one.txt', 'two.csv' | ForEach-Object { [IO.FileInfo]::new(\"$folder/$_\") } | " + Send);

        Assert.Equal("success", result.Status);
        Assert.Equal(["one.txt", "two.csv"], FileNames(Assert.Single(_server.Messages)));
    }

    [Fact]
    public void PathsIdsAndObjects_DownThePipeline_GoInOneMessage()
    {
        Folder.Write("one.txt", "first");
        Folder.Write("two.txt", "second");
        Folder.Write("three.txt", "third");

        Result("""
            $kept = Add-SoarVaultFile $folder/one.txt -VaultPath $folder/vault
            & { $kept; "$folder/two.txt"; @{ Path = "$folder/three.txt"; Name = 'third.md' }; [pscustomobject]@{ vault_id = $kept.VaultId; Name = 'again.txt' } } |
            """ + " " + Send);

        Assert.Equal(["one.txt", "two.txt", "third.md", "again.txt"], FileNames(Assert.Single(_server.Messages)));
    }

    [Fact]
    public void NamedAndPiped_Together_KeepTheirOrder()
    {
        Folder.Write("one.txt", "first");
        Folder.Write("two.txt", "second");

        Result("\"$folder/two.txt\" | " + Send + " -Attachments $folder/one.txt");

        Assert.Equal(["one.txt", "two.txt"], FileNames(Assert.Single(_server.Messages)));
    }

    [Theory]
    [InlineData("@() | ")]
    [InlineData("$null | ")]
    [InlineData("")]
    public void EmptyPipeline_BodyGiven_SendsOneMessageWithoutAttachments(string source)
    {
        Assert.Equal("success", Result(source + Send).Status);

        Assert.Empty(FileNames(Assert.Single(_server.Messages)));
    }

    [Fact]
    public void PropertiesOfAttachments_NamedLikeParameters_ChangeNothing()
    {
        Folder.Write("one.txt", "first");

        Result("[pscustomobject]@{ Path = \"$folder/one.txt\"; Cc = 'other@example.org'; From = 'other@example.org'; ReplyTo = 'x@example.org' } | " + Send);

        var message = Assert.Single(_server.Messages);
        Assert.Equal("sender@example.org", message.MailFrom);
        Assert.Equal(["to@example.org"], message.Recipients.Select(recipient => recipient.Address));
        Assert.DoesNotContain("Reply-To", message.Text, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Result_PipedAttachments_ListsThemAsParameter()
    {
        var path = Folder.Write("one.txt", "first");

        var result = Result("$path | " + Send, ("path", path));

        Assert.Equal(path, (string)result.Parameter["attachments"]);
    }

    [Fact]
    public void BadOne_AmongPipedAttachments_FailsTheMessageAndNamesIt()
    {
        Folder.Write("one.txt", "first");

        var result = Result("\"$folder/one.txt\", \"$folder/missing.txt\" | " + Send);

        Assert.Equal("FileNotFound", SingleErrorId());
        Assert.Contains("missing.txt", (string)result.Message, System.StringComparison.Ordinal);
        Assert.Empty(_server.Connections);
    }

    [Fact]
    public void HtmlCommand_FilesDownThePipeline_GoInOneMessage()
    {
        Folder.Write("one.txt", "first");

        Result("[IO.FileInfo]::new(\"$folder/one.txt\") | Send-SoarHtmlEmail -To to@example.org -HtmlBody '<p>x</p>' -Asset $asset");

        Assert.Equal(["one.txt"], FileNames(Assert.Single(_server.Messages)));
    }

    private static string[] FileNames(ReceivedMessage message)
    {
        using var lines = new StringReader(message.Text);
        var names = new System.Collections.Generic.List<string>();
        while (lines.ReadLine() is { } line)
        {
            var at = line.IndexOf("filename=", System.StringComparison.Ordinal);
            if (at >= 0)
                names.Add(line[(at + "filename=".Length)..].Trim('"', ';'));
        }

        return [.. names];
    }
}
