using System;
using System.Collections;
using System.Linq;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Pipeline;

/// <summary>How parameters are given: by position, and as a playbook's dictionary.</summary>
public sealed class BindingTests : EngineTest
{
    private readonly SmtpTestServer _server;

    public BindingTests() => _server = StartServer();

    [Fact]
    public void Positions_SendEmail_AreToSubjectBody()
    {
        Engine.Run("Send-SoarEmail a@example.org greeting 'the text' -Asset $asset");

        var message = Assert.Single(_server.Messages);
        Assert.Equal("a@example.org", message.Recipients[0].Address);
        Assert.Contains("Subject: greeting", message.Text, StringComparison.Ordinal);
        Assert.Contains("the text", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Positions_SendHtmlEmail_AreToSubjectHtml()
    {
        Engine.Run("Send-SoarHtmlEmail a@example.org greeting '<p>the text</p>' -Asset $asset");
        Assert.Contains("<p>the text</p>", Assert.Single(_server.Messages).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Positions_SendRawEmail_IsTheMessage()
    {
        Engine.Run("Send-SoarRawEmail 'From: a@example.org\\nTo: b@example.org\\n\\ntext' -Asset $asset");
        Assert.Equal("b@example.org", Assert.Single(_server.Messages).Recipients[0].Address);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void PlaybookDictionary_SendEmailWithUnusedParameters_IsSent(string? unused)
    {
        var parameters = Parameters(unused, "from", "cc", "bcc", "subject", "attachments", "headers");
        parameters["to"] = "a@example.org, b@example.org";
        parameters["body"] = "text";

        var result = Result("Send-SoarEmail @parameters -Asset $asset", ("parameters", parameters));

        Assert.Equal("success", result.Status);
        Assert.Equal(2, Assert.Single(_server.Messages).Recipients.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void PlaybookDictionary_SendHtmlEmailWithUnusedParameters_IsSent(string? unused)
    {
        var parameters = Parameters(unused, "from", "cc", "bcc", "subject", "headers", "text_body", "attachment_json");
        for (var i = 1; i <= 5; i++)
            parameters[$"attachment{i}"] = parameters[$"content_id{i}"] = unused;
        parameters["to"] = "a@example.org";
        parameters["html_body"] = "<p>text</p>";

        var result = Result("Send-SoarHtmlEmail @parameters -Asset $asset", ("parameters", parameters));

        Assert.Equal("success", result.Status);
        Assert.Empty(Engine.Streams.Warning);
        Assert.Single(_server.Messages);
    }

    [Fact]
    public void PlaybookDictionary_SendHtmlEmailWithEverything_UsesEverything()
    {
        var ids = Engine.Run("1..7 | ForEach-Object { [IO.File]::WriteAllText(\"$folder/$_.txt\", \"file $_\"); (Add-SoarVaultFile $folder/$_.txt -VaultPath $folder/vault).VaultId }")
            .Select(id => id.ToString()).ToArray();
        var parameters = Parameters("", "from", "cc", "bcc");
        (parameters["to"], parameters["subject"], parameters["headers"]) = ("a@example.org", "parameter", """{"Subject": "header", "X-Case": 7}""");
        (parameters["html_body"], parameters["text_body"]) = ("<img src='cid:c1'><img src='cid:c5'><img src='cid:j'>", "the text version");
        parameters["attachment_json"] = $$"""[{"vault_id": "{{ids[5]}}", "content_id": "j"}, {"vault_id": "{{ids[6]}}"}]""";
        for (var i = 1; i <= 5; i++)
            parameters[$"attachment{i}"] = ids[i - 1];
        (parameters["content_id1"], parameters["content_id5"]) = ("c1", "<c5>");

        var result = Result("Send-SoarHtmlEmail @parameters -Asset $asset -VaultPath $folder/vault", ("parameters", parameters));

        Assert.Equal("success", result.Status);
        Assert.Empty(Engine.Streams.Warning);
        var text = Assert.Single(_server.Messages).Text;
        Assert.All(["Subject: header", "X-Case: 7", "the text version", "Content-Id: <c1>", "Content-Id: <c5>", "Content-Id: <j>", "1.txt", "2.txt", "3.txt", "4.txt", "5.txt", "6.txt", "7.txt"],
            part => Assert.Contains(part, text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void PlaybookDictionary_SendRawEmail_IsSent()
    {
        var parameters = new Hashtable { ["raw_email"] = "to: receiver@example.org\\nfrom: sender@example.org\\nsubject: Test\\n\\nBody Text" };

        Assert.Equal("success", Result("Send-SoarRawEmail @parameters -Asset $asset", ("parameters", parameters)).Status);

        Assert.Equal("receiver@example.org", Assert.Single(_server.Messages).Recipients[0].Address);
    }

    private static Hashtable Parameters(string? value, params string[] names)
    {
        var parameters = new Hashtable();
        foreach (var name in names)
            parameters[name] = value;
        return parameters;
    }
}
