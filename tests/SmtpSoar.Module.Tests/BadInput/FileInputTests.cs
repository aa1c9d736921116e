using System;
using System.IO;
using Xunit;

namespace SmtpSoar.Module.Tests.BadInput;

public sealed class FileInputTests : BadInputTest
{
    private const string Send = "Send-SoarEmail a@example.org s b -Asset $asset -VaultPath $folder/vault ";
    private const string SendHtml = "Send-SoarHtmlEmail a@example.org s '<img src=\"cid:c\">' -Asset $asset -VaultPath $folder/vault ";

    [Theory]
    [InlineData("$folder/missing.txt", "FileNotFound")]
    [InlineData("missing.txt", "FileNotFound")]
    [InlineData("$folder/none/missing.txt", "FileNotFound")]
    [InlineData("$folder/*.none", "FileNotFound")]
    [InlineData("nodrive:/a.txt", "FileNotFound")]
    [InlineData("nodrive::a.txt", "FileNotFound")]
    [InlineData("'env:PATH'", "FileNotFound")]
    [InlineData("'a[b'", "FileNotFound")]
    [InlineData("$folder", "FileIsFolder")]
    [InlineData("([IO.DirectoryInfo]::new($folder))", "FileIsFolder")]
    [InlineData("('0' * 40)", "VaultFileNotFound")]
    [InlineData("@{ VaultId = 'abc' }", "VaultIdInvalid")]
    [InlineData("42", "AttachmentInvalid")]
    [InlineData("@{ Name = 'x' }", "AttachmentInvalid")]
    [InlineData("([pscustomobject]@{ Color = 'red' })", "AttachmentInvalid")]
    [InlineData("@{ Path = \"$folder/missing.txt\"; ContentType = 'text/plain' }", "FileNotFound")]
    public void Attachment_ThatCantBeFound_IsRefused(string attachment, string errorId) => Refused(errorId, Send + "-Attachments " + attachment);

    [Fact]
    public void Attachments_SeveralMissing_AreEachNamed()
    {
        var message = Refused("AttachmentUnavailable", Send + "-Attachments $folder/one.txt, $folder/two.txt, ('1' * 40)");
        Assert.All(["one.txt", "two.txt", new string('1', 40)], name => Assert.Contains(name, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Attachments_MissingAllowed_AreLeftOutAndListed()
    {
        Folder.Write("good.txt", "x");

        var result = Result(Send + "-Attachments $folder/good.txt, $folder/one.txt, nodrive:/two.txt, ('1' * 40) -AllowMissingAttachment");

        Assert.Equal("success", result.Status);
        Assert.All(["one.txt", "two.txt", new string('1', 40)], name => Assert.Contains(name, (string)result.Message, StringComparison.Ordinal));
        Assert.Equal(3, Engine.Streams.Warning.Count);
        Assert.Contains("good.txt", Assert.Single(Server.Messages).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Attachment_Unreadable_IsRefused()
    {
        var path = Folder.Write("locked.txt", "x");
        using var held = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None);
        Refused("FileUnreadable", Send + "-Attachments $folder/locked.txt");
    }

    [Fact]
    public void Attachment_Empty_IsSent()
    {
        Folder.Write("empty.txt", "");
        Assert.Contains("empty.txt", Sent(Send + "-Attachments $folder/empty.txt").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[IO.File]::AppendAllText($kept.Path, 'more')", "VaultFileChanged")]
    [InlineData("[IO.File]::WriteAllText($kept.Path, 'other')", "VaultFileChanged")]
    [InlineData("[IO.File]::Delete($kept.Path)", "VaultContentMissing")]
    public void VaultFile_ChangedBehindItsBack_IsRefused(string change, string errorId)
    {
        Folder.Write("kept.txt", "first");
        var script = "$kept = Add-SoarVaultFile $folder/kept.txt -VaultPath $folder/vault; & { [IO.File]::SetAttributes($kept.Path, 'Normal'); " + change + " }; ";
        Refused(errorId, script + Send + "-Attachments $kept.VaultId");
        Refused(errorId, script.Replace("Add-SoarVaultFile $folder/kept.txt", "Get-SoarVaultFile", StringComparison.Ordinal).Split("; ")[0] + "; $kept | " + Send);
    }

    [Theory]
    [InlineData("'{}'", "AttachmentJsonInvalid")]
    [InlineData("'\"text\"'", "AttachmentJsonInvalid")]
    [InlineData("'[1]'", "AttachmentJsonInvalid")]
    [InlineData("'[{\"vault_id\": {}}]'", "AttachmentJsonInvalid")]
    [InlineData("'[{\"vault_id\": '", "AttachmentJsonInvalid")]
    [InlineData("'[{\"vault_id\": \"abc\"}]'", "VaultIdInvalid")]
    [InlineData("42", "AttachmentInvalid")]
    public void AttachmentJson_ThatIsNoList_IsRefused(string json, string errorId) => Refused(errorId, SendHtml + "-AttachmentJson " + json);

    [Theory]
    [InlineData("\"c`r`nX: y\"")]
    [InlineData("'two words'")]
    [InlineData("'<>'")]
    [InlineData("'ä'")]
    [InlineData("'\"'")]
    [InlineData("'a@b,c'")]
    public void ContentId_ThatCantBe_IsRefused(string contentId)
    {
        Folder.Write("c.png", "x");
        Refused("ContentIdInvalid", SendHtml + "-Attachment1 $folder/c.png -ContentId1 " + contentId);
    }

    [Theory]
    [InlineData("'x'")]
    [InlineData("'a/b/c'")]
    [InlineData("'text/plain; charset=\"'")]
    [InlineData("\"text/plain`r`nX-Evil: 1\"")]
    public void ContentType_ThatIsNone_IsRefused(string type)
    {
        Folder.Write("c.png", "x");
        Refused("AttachmentTypeInvalid", Send + "-Attachments @{ Path = \"$folder/c.png\"; ContentType = " + type + " }");
    }

    [Fact]
    public void ContentId_Twice_IsRefused()
    {
        Folder.Write("c.png", "x");
        Refused("ContentIdRepeated", SendHtml + "-Attachment1 $folder/c.png -ContentId1 c -Attachment2 $folder/c.png -ContentId2 '<c>'");
    }

    [Theory]
    [InlineData("nodrive:/vault", "PathInvalid")]
    [InlineData("'env:vault'", "PathInvalid")]
    [InlineData("$folder/file", "VaultFileNotFound")]
    public void VaultPath_ThatCantBe_IsRefused(string path, string errorId)
    {
        Folder.Write("file", "x");
        Refused(errorId, "Send-SoarEmail a@example.org s b -Asset $asset -Attachments ('0' * 40) -VaultPath " + path);
    }
}
