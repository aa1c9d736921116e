using System;
using System.Linq;
using System.Management.Automation;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Connector;

/// <summary>The parameters of the connector's documentation: each has its name, and the mail shows what it does.</summary>
public sealed class ConnectorParameterTests : EngineTest
{
    [Theory]
    [InlineData("Test-SmtpAsset", "", "")]
    [InlineData("Send-SoarEmail", "to,body", "from,cc,bcc,subject,attachments,headers")]
    [InlineData("Send-SoarRawEmail", "raw_email", "")]
    [InlineData("Send-SoarHtmlEmail", "to,html_body", "from,cc,bcc,subject,headers,text_body,attachment_json,attachment1,content_id1,attachment2,content_id2,attachment3,content_id3,attachment4,content_id4,attachment5,content_id5")]
    public void Parameter_OfAnAction_HasItsNameAndIsRequiredAsThere(string command, string required, string optional)
    {
        var parameters = ((CommandInfo)Engine.RunSingle($"Get-Command {command}").BaseObject).Parameters.Values;

        Assert.All(Words(required), name => Assert.True(IsMandatory(Named(name)), name));
        Assert.All(Words(optional), name => Assert.False(IsMandatory(Named(name)), name));
        Assert.Equal(required.Length > 0, parameters.Any(IsMandatory));

        ParameterMetadata Named(string name) => parameters.Single(parameter =>
            parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || parameter.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void RawEmail_OrAnotherSource_IsNeeded() => Assert.Equal(
        ["File", "InputObject", "LiteralPath", "Message", "Path", "RawEmail", "VaultFile"],
        ((CommandInfo)Engine.RunSingle("Get-Command Send-SoarRawEmail").BaseObject).ParameterSets
            .Select(set => Assert.Single(set.Parameters, parameter => parameter.IsMandatory).Name).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Send-SoarEmail -body x")]
    [InlineData("Send-SoarHtmlEmail -html_body x")]
    public void Recipients_OfEachKind_GetTheMail(string command)
    {
        var server = StartServer();

        Engine.Run(command + " -to 'a@example.org, b@example.org' -cc 'c@example.org, d@example.org' -bcc 'e@example.org, f@example.org' -Asset $asset");

        var message = Assert.Single(server.Messages);
        Assert.Equal("abcdef", string.Concat(message.Recipients.Select(recipient => recipient.Address[0])));
        Assert.Contains("To: a@example.org, b@example.org\r\n", message.Text, StringComparison.Ordinal);
        Assert.Contains("Cc: c@example.org, d@example.org\r\n", message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bcc", message.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" e@example.org", message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(" f@example.org", message.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Attachment_OfEachNumber_GoesUnderItsContentId(int number)
    {
        var server = StartServer();
        Folder.Write("one.txt", "first");

        Engine.Run($"$id = (Add-SoarVaultFile $folder/one.txt -VaultPath $folder/vault).VaultId; Send-SoarHtmlEmail a@example.org s '<img src=cid:logo>' -attachment{number} $id -content_id{number} logo -VaultPath $folder/vault -Asset $asset");

        Assert.Empty(Engine.Streams.Warning);
        Assert.Contains("Content-Id: <logo>", Assert.Single(server.Messages).Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("one.txt", server.Messages[0].Text, StringComparison.Ordinal);
    }

    private static bool IsMandatory(ParameterMetadata parameter) => parameter.ParameterSets.Values.Any(set => set.IsMandatory);

    private static string[] Words(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
