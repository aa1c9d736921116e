using System;
using System.Collections;
using System.IO;
using System.Linq;
using MimeKit;
using Xunit;

namespace SmtpSoar.Tests.Engine;

/// <summary>What -AttachmentJson takes, from the command to the file.</summary>
public sealed class AttachmentJsonTests : IClassFixture<CmdletEngine>, IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("attachment-json-");
    private readonly CmdletEngine _engine;
    private readonly string _vaultId;

    public AttachmentJsonTests(CmdletEngine engine)
    {
        _engine = engine;
        var file = Path.Combine(_home.FullName, "logo.png");
        File.WriteAllText(file, "content");
        _vaultId = ((VaultFile)engine.Call("Add-SoarVaultFile", new Hashtable { ["Path"] = file, ["VaultPath"] = Vault }).Output.Single().BaseObject).VaultId;
    }

    private string Vault => Path.Combine(_home.FullName, "vault");

    public void Dispose() => _home.Delete(recursive: true);

    [Theory]
    [InlineData("'[{\"vault_id\": \"ID\", \"content_id\": \"logo\"}]'")]
    [InlineData("'[{\"vault_id\": \" ID \", \"content_id\": \"<logo>\", \"other\": 1}]'")]
    [InlineData("@{ vault_id = 'ID'; content_id = 'logo' }")]
    [InlineData("@(@{ VaultId = 'ID'; ContentId = 'logo' })")]
    [InlineData("[pscustomobject]@{ vault_id = 'ID'; content_id = 'cid:logo' }")]
    public void Send_AttachmentJson_MakesAnInlinePart(string json)
    {
        var part = (MimePart)((MultipartRelated)Arrived(json).Body!)[1];

        Assert.Equal(("logo", "logo.png"), (part.ContentId, part.FileName));
    }

    [Theory]
    [InlineData("'[{\"vault_id\": \"ID\", \"content_id\": 7}]'", "7")]
    [InlineData("@{ vault_id = 'ID'; content_id = 7 }", "7")]
    public void Send_NumericContentId_IsText(string json, string contentId) =>
        Assert.Equal(contentId, ((MultipartRelated)Arrived(json).Body!)[1].ContentId);

    [Theory]
    [InlineData("'[]'")]
    [InlineData("''")]
    [InlineData("@()")]
    [InlineData("$null")]
    public void Send_NothingInAttachmentJson_HasNoAttachments(string json) =>
        Assert.Equal("multipart/alternative", Arrived(json).Body!.ContentType.MimeType);

    [Theory]
    [InlineData("'[{\"content_id\": \"a\"}, {\"vault_id\": \"ID\"}]'")]
    [InlineData("@(@{ content_id = 'a' }, @{ vault_id = 'ID' })")]
    [InlineData("'[{\"vault_id\": \"\"}, {\"vault_id\": \"ID\"}]'")]
    public void Send_EntryWithoutVaultId_IsPassedOverWithAWarning(string json)
    {
        var run = Send(json);

        Assert.Empty(run.Errors);
        Assert.Single(run.Warnings, warning => warning.Contains("attachment_json", StringComparison.Ordinal));
        Assert.Single(Read().Attachments);
    }

    [Theory]
    [InlineData("'[1]'")]
    [InlineData("'[\"ID\"]'")]
    [InlineData("'{\"vault_id\": \"ID\"}'")]
    [InlineData("'[{\"vault_id\": [\"ID\"]}]'")]
    [InlineData("'[{\"vault_id\"'")]
    public void Send_WhatIsNoList_FailsWithAnErrorThatSaysSo(string json)
    {
        var run = Send(json);

        Assert.Equal("AttachmentJsonInvalid", run.ErrorId);
        Assert.Equal("failed", run.Result.Status);
    }

    private MimeMessage Arrived(string json)
    {
        Assert.Empty(Send(json).Errors);
        return Read();
    }

    private MimeMessage Read() => MimeMessage.Load(_home.GetFiles("*.eml").Single().FullName);

    private CommandRun Send(string json) => _engine.Run(
        $"Send-SoarHtmlEmail -Asset @{{ PickupDirectory = $folder; SenderAddress = 'a@example.org' }} -To b@example.org -html_body '<img src=cid:logo>' -VaultPath $vault -attachment_json ({json.Replace("ID", _vaultId, StringComparison.Ordinal)})",
        ("folder", _home.FullName),
        ("vault", Vault));
}
