using System;
using System.Linq;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Results;

public sealed class ActionResultTests : EngineTest
{
    private const string Send = "Send-SoarEmail -To 'Ann <a@example.org>' -Cc c@example.org -Bcc b@example.org -Subject greeting -Body text -Asset $asset";

    [Fact]
    public void Success_EveryProperty_IsFilled()
    {
        var server = StartServer(new ServerOptions { Script = new Script().On(Step.EndOfData, Reply.Of("250 2.0.0 Ok: queued as 4711")) });

        var result = Result(Send);

        Assert.Equal("success", result.Status);
        Assert.Equal("Email sent", result.Message);
        Assert.Equal("send email", result.Action);
        Assert.Empty((object[])result.Data);
        Assert.Equal(1, result.Summary["total_objects"]);
        Assert.Equal(1, result.Summary["total_objects_successful"]);
        Assert.Matches("^<[^<>@]+@[^<>@]+>$", (string)result.MessageId);
        Assert.Equal("250 2.0.0 Ok: queued as 4711", result.ServerResponse);
        Assert.Equal(server.Host, result.Server);
        Assert.Equal(server.Port, result.Port);
        Assert.Null(result.Tls);
        Assert.Equal("None", result.Authentication);
        Assert.Equal(Assert.Single(server.Messages).Size, (long)result.Size);
        Assert.Equal(1, result.Attempts);
        Assert.True(result.Duration > TimeSpan.Zero);
        Assert.Null(result.ErrorId);
        Assert.Contains((string)result.MessageId, server.Messages[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Success_Recipients_AreOneObjectEach()
    {
        StartServer();

        dynamic[] recipients = Enumerable.ToArray<dynamic>(Result(Send).Recipients);

        Assert.Equal(["a@example.org", "c@example.org", "b@example.org"], recipients.Select(recipient => (string)recipient.Address));
        Assert.Equal(["To", "Cc", "Bcc"], recipients.Select(recipient => (string)recipient.Kind.ToString()));
        Assert.All(recipients, recipient =>
        {
            Assert.True(recipient.Accepted);
            Assert.Equal(250, recipient.StatusCode);
            Assert.Equal("2.1.5", recipient.EnhancedStatusCode);
            Assert.Equal("Ok", recipient.Text);
        });
    }

    [Fact]
    public void Success_WithTlsAndLogin_TellsBoth()
    {
        StartServer(new ServerOptions { StartTls = true, AuthMechanisms = ["SCRAM-SHA-256"], Users = new System.Collections.Generic.Dictionary<string, string> { ["u"] = "p" } });

        var result = Result("$asset.ssl_config = 'StartTLS'; $asset.SkipCertificateCheck = $true; $asset.username = 'u'; $asset.password = 'p'; " + Send);

        Assert.Matches("^TLS ?1\\.[23]$", (string)result.Tls);
        Assert.Equal("Basic (SCRAM-SHA-256)", result.Authentication);
    }

    [Fact]
    public void Success_Parameter_HasTheSoarNamesOfWhatWasGiven()
    {
        StartServer();

        var parameter = Result(Send + " -Headers ([ordered]@{ 'X-A' = 1; 'X-B' = 'x', 'y' })").Parameter;

        Assert.False(parameter.ContainsKey("from"));
        Assert.Equal("Ann <a@example.org>", parameter["to"]);
        Assert.Equal("c@example.org", parameter["cc"]);
        Assert.Equal("b@example.org", parameter["bcc"]);
        Assert.Equal("greeting", parameter["subject"]);
        Assert.Equal("text", parameter["body"]);
        Assert.Equal("""{"X-A":1,"X-B":["x","y"]}""", parameter["headers"]);
        Assert.False(parameter.ContainsKey("attachments"));
    }

    [Fact]
    public void Success_HtmlEmailParameter_HasTheSoarNames()
    {
        StartServer();
        Folder.Write("a.txt", "x");

        var parameter = Result("""
            $id = (Add-SoarVaultFile $folder/a.txt -VaultPath $folder/vault).VaultId
            Send-SoarHtmlEmail a@example.org s '<img src="cid:c">' -TextBody plain -Attachment1 $id -ContentId1 c -AttachmentJson "[{`"vault_id`": `"$id`"}]" -Asset $asset -VaultPath $folder/vault
            """).Parameter;

        Assert.Equal("<img src=\"cid:c\">", parameter["html_body"]);
        Assert.Equal("plain", parameter["text_body"]);
        Assert.Matches("^[0-9a-f]{40}$", (string)parameter["attachment1"]);
        Assert.Equal("c", parameter["content_id1"]);
        Assert.Contains("vault_id", (string)parameter["attachment_json"], StringComparison.Ordinal);
    }

    [Fact]
    public void Success_RawEmail_HasItsActionAndParameter()
    {
        StartServer();

        var result = Result("Send-SoarRawEmail 'From: a@example.org\\nTo: b@example.org\\nMessage-ID: <own@example.org>\\n\\ntext' -Asset $asset");

        Assert.Equal("send rawemail", result.Action);
        Assert.Equal("<own@example.org>", result.MessageId);
        Assert.Equal("From: a@example.org\\nTo: b@example.org\\nMessage-ID: <own@example.org>\\n\\ntext", result.Parameter["raw_email"]);
    }

    [Fact]
    public void PickupDirectory_Success_NamesTheFileAsResponse()
    {
        var result = Result("Send-SoarEmail a@example.org s b -Asset @{ PickupDirectory = $folder; sender_address = 's@example.org' }");

        Assert.Equal("success", result.Status);
        Assert.Null(result.Server);
        Assert.EndsWith(".eml", (string)result.ServerResponse, StringComparison.Ordinal);
        Assert.Single(System.IO.Directory.GetFiles(Folder.Path, "*.eml"));
    }
}
