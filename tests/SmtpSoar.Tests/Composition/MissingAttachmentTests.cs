using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace SmtpSoar.Tests.Composition;

public sealed class MissingAttachmentTests
{
    private const string Unknown = "0123456789abcdef0123456789abcdef01234567";

    [Fact]
    public void Compose_SeveralMissing_NamesEachAndSendsNothing()
    {
        using var files = new TestFiles();
        var request = Request(files);

        var error = TestMail.Refusal(request);

        Assert.Equal("AttachmentUnavailable", error.ErrorId);
        Assert.Contains(Unknown, error.Sentence, StringComparison.Ordinal);
        Assert.Contains("gone.pdf", error.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("there.pdf", error.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_OneMissing_HasItsOwnError()
    {
        using var files = new TestFiles();
        var request = TestMail.Text();
        request.Attachments = [new AttachmentReference { Path = files.Missing("gone.pdf") }];

        Assert.Equal("FileNotFound", TestMail.Refusal(request).ErrorId);
    }

    [Fact]
    public void Compose_MissingAllowed_SendsTheRestWarnsAndListsThem()
    {
        using var files = new TestFiles();
        var request = Request(files);
        request.AllowMissingAttachment = true;

        var message = TestMail.Compose(request);

        Assert.Equal(["there.pdf"], TestMail.Read(TestMail.Wire(message)).Attachments.Select(part => part.ContentDisposition?.FileName));
        Assert.Equal(2, message.MissingAttachments.Count);
        Assert.All([message.MissingAttachments, message.Warnings], AssertNamesBoth);
    }

    [Fact]
    public void Compose_AllMissingAllowed_IsAMessageWithoutParts()
    {
        using var files = new TestFiles();
        var request = TestMail.Text();
        request.AllowMissingAttachment = true;
        request.Attachments = [new AttachmentReference { Path = files.Missing("gone.pdf") }];

        Assert.Equal("text/plain", TestMail.Read(request).Body!.ContentType.MimeType);
    }

    [Fact]
    public void Compose_WrongVaultIdOrContentId_IsRefusedEvenWhereMissingIsAllowed()
    {
        using var files = new TestFiles();
        var request = TestMail.Html();
        request.AllowMissingAttachment = true;
        request.Attachments = [files.Add("a.pdf", contentId: "a b")];

        Assert.Equal("ContentIdInvalid", TestMail.Refusal(request).ErrorId);
    }

    [Fact]
    public void Compose_VaultFileChangedBehindItsBack_IsRefused()
    {
        using var files = new TestFiles();
        var file = files.AddToVault("a.txt", "content");
        File.SetAttributes(file.Path, FileAttributes.Normal);
        File.WriteAllText(file.Path, "CONTENT");
        var request = TestMail.Text();
        request.VaultPath = files.VaultPath;
        request.Attachments = [new AttachmentReference { VaultId = file.VaultId }];

        Assert.Equal("VaultFileChanged", TestMail.Refusal(request).ErrorId);
    }

    [Fact]
    public void Compose_Folder_IsRefused()
    {
        var request = TestMail.Text();
        request.Attachments = [new AttachmentReference { Path = Path.GetTempPath() }];

        Assert.Equal("FileIsFolder", TestMail.Refusal(request).ErrorId);
    }

    private static EmailRequest Request(TestFiles files)
    {
        var request = TestMail.Text();
        request.VaultPath = files.VaultPath;
        request.Attachments = [new AttachmentReference { VaultId = Unknown }, files.Add("there.pdf"), new AttachmentReference { Path = files.Missing("gone.pdf") }];
        return request;
    }

    private static void AssertNamesBoth(IReadOnlyList<string> texts)
    {
        Assert.Contains(texts, text => text.Contains(Unknown, StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("gone.pdf", StringComparison.Ordinal));
    }
}
