using System;
using System.IO;
using System.Linq;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Pipeline;

/// <summary>Files that hold a message, down the pipeline to <c>Send-SoarRawEmail</c>: each is sent, and none is taken for text.</summary>
public sealed class RawFilePipelineTests : EngineTest
{
    private const string Raw = "From: a@example.org\r\nTo: b@example.org\r\nSubject: from a file\r\n\r\nbody\r\n";

    private readonly SmtpTestServer _server;

    public RawFilePipelineTests()
    {
        _server = StartServer();
        Folder.Write("mail.eml", Raw);
    }

    [Theory]
    [InlineData("Add-SoarVaultFile $folder/mail.eml -VaultPath $folder/vault")]
    [InlineData("$null = Add-SoarVaultFile $folder/mail.eml -VaultPath $folder/vault; Get-SoarVaultFile -VaultPath $folder/vault")]
    [InlineData("[IO.FileInfo]::new(\"$folder/mail.eml\")")]
    [InlineData("[pscustomobject]@{ Path = \"$folder/mail.eml\"; Name = 'x' }")]
    [InlineData("[pscustomobject]@{ FullName = \"$folder/mail.eml\" }")]
    public void File_DownThePipeline_IsSent(string source)
    {
        var results = Engine.Run($"& {{ {source} }} | Send-SoarRawEmail -Asset $asset");

        Assert.Equal("success", (string)((dynamic)Assert.Single(results)).Status);
        Assert.Equal(Raw, Assert.Single(_server.Messages).Text);
    }

    [Fact]
    public void VaultFile_AsParameter_IsSent()
    {
        Engine.Run("Send-SoarRawEmail -VaultFile (Add-SoarVaultFile $folder/mail.eml -VaultPath $folder/vault) -EnvelopeTo c@example.org -Asset $asset");

        Assert.Equal("c@example.org", Assert.Single(Assert.Single(_server.Messages).Recipients).Address);
    }

    [Fact]
    public void VaultFiles_Several_AreOneMailEach()
    {
        Folder.Write("other.eml", Raw.Replace("body", "other", StringComparison.Ordinal));

        var results = Engine.Run("'mail', 'other' | ForEach-Object { Add-SoarVaultFile $folder/$_.eml -VaultPath $folder/vault } | Send-SoarRawEmail -Asset $asset");

        Assert.Equal(["success", "success"], results.Select(result => (string)((dynamic)result).Status));
        Assert.Equal(2, _server.Messages.Count);
    }

    [Theory]
    [InlineData("[IO.File]::WriteAllText($file.Path, 'From: evil@example.org')", "VaultFileChanged")]
    [InlineData("[IO.File]::WriteAllText($file.Path, [IO.File]::ReadAllText($file.Path).Replace('body', 'evil'))", "VaultFileChanged")]
    [InlineData("[IO.File]::Delete($file.Path)", "VaultContentMissing")]
    public void VaultFile_ThatWasChangedBehindTheVaultsBack_IsRefused(string damage, string errorId)
    {
        Result($"$file = Add-SoarVaultFile $folder/mail.eml -VaultPath $folder/vault; {damage}; $file | Send-SoarRawEmail -Asset $asset");

        Assert.Equal(errorId, SingleErrorId());
        Assert.Empty(_server.Connections);
    }

    [Fact]
    public void Text_DownThePipeline_IsStillTheMessage()
    {
        Engine.Run("'From: a@example.org\\nTo: b@example.org\\n\\ntext' | Send-SoarRawEmail -Asset $asset");

        Assert.Contains("text", Assert.Single(_server.Messages).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void TypedText_FromAFile_IsReadAsTyped()
    {
        File.WriteAllText(Folder["typed.txt"], "From: a@example.org\\nTo: b@example.org\\n\\ntext" + Environment.NewLine);

        Engine.Run("[IO.File]::ReadAllText(\"$folder/typed.txt\") | Send-SoarRawEmail -Asset $asset");

        Assert.Equal("From: a@example.org\r\nTo: b@example.org\r\n\r\ntext\r\n", Assert.Single(_server.Messages).Text);
    }
}
