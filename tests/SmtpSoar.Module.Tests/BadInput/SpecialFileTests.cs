using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Xunit;

namespace SmtpSoar.Module.Tests.BadInput;

/// <summary>Files that are not regular, and the targets of links.</summary>
public sealed class SpecialFileTests : BadInputTest
{
    private const string Send = "Send-SoarEmail a@example.org s b -Asset $asset ";
    private const string Message = "From: a@example.org\nTo: b@example.org\n\n";

    public SpecialFileTests()
    {
        if (OperatingSystem.IsWindows())
            return;
        Directory.CreateDirectory(Folder["pipes"]);
        using (var make = Process.Start("mkfifo", Folder["pipes/pipe"]))
            make.WaitForExit();
        File.CreateSymbolicLink(Folder["to-pipe"], "pipes/pipe");
        File.CreateSymbolicLink(Folder["to-nothing"], "nothing");
        File.CreateSymbolicLink(Folder["circle"], "circle");
    }

    [Theory]
    [InlineData("$folder/pipes/pipe", "FileNotRegular")]
    [InlineData("$folder/pipes/*", "FileNotRegular")]
    [InlineData("$folder/to-pipe", "FileNotRegular")]
    [InlineData("/dev/zero", "FileNotRegular")]
    [InlineData("/dev/full", "FileNotRegular")]
    [InlineData("/dev/tty", "FileNotRegular")]
    [InlineData("$folder/to-nothing", "FileLinkBroken")]
    [InlineData("$folder/circle", "FileLinkLoop")]
    public void Path_ToNoRegularFile_IsRefusedByEachCommand(string path, string errorId)
    {
        if (OperatingSystem.IsWindows())
            return;
        Refused(errorId, Send + "-Attachments " + path);
        Refused(errorId, $"[IO.FileInfo]::new(\"{path.Replace("/*", "/pipe", StringComparison.Ordinal)}\") | {Send}");
        Refused(errorId, Send + $"-Attachments @{{ Path = \"{path.Replace("/*", "/pipe", StringComparison.Ordinal)}\" }}");
        Refused(errorId, "Send-SoarRawEmail -Asset $asset -Path " + path);
        RefusedWithoutResult(errorId, "Add-SoarVaultFile -VaultPath $folder/vault -Path " + path);
        RefusedWithoutResult(errorId, "Import-SmtpAsset -Path " + path);
        RefusedWithoutResult(errorId, "Export-SoarEmail -From s@example.org -To a@example.org -Body b -Path $folder/x.eml -Attachments " + path);
        RefusedWithoutResult(errorId, "Export-SoarEmail -Path $folder/x.eml -RawPath " + path.Replace("/*", "/pipe", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Send + "-Outbox $folder/to-nothing", "OutboxInvalid")]
    [InlineData("Add-SoarVaultFile $folder/kept.txt -VaultPath $folder/to-nothing", "VaultNotWritable")]
    [InlineData("Send-SoarEmail a@example.org s b -From s@example.org -Asset @{ PickupDirectory = \"$folder/to-nothing\" }", "PickupFailed")]
    public void Folder_LinkToNothing_IsNamed(string script, string errorId)
    {
        if (OperatingSystem.IsWindows())
            return;
        Folder.Write("kept.txt", "x");

        Engine.Run(script);

        Assert.Equal(errorId, SingleErrorId());
        Assert.Contains("to-nothing' is a link to 'nothing', which is not there", SingleError().Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Attachment_NoRegularFileAmongOthers_IsLeftOutWhereThatIsAllowed()
    {
        if (OperatingSystem.IsWindows())
            return;
        Folder.Write("good.txt", "x");

        var result = Result(Send + "-Attachments $folder/pipes/pipe, $folder/good.txt, $folder/to-nothing -AllowMissingAttachment");

        Assert.Equal("success", result.Status);
        Assert.Equal(2, Engine.Streams.Warning.Count);
    }

    [Theory]
    [InlineData("-Attachments $folder/latest.eml")]
    [InlineData("-Attachments \"$folder/lat*.eml\"")]
    [InlineData("-Attachments @{ Path = \"$folder/latest.eml\" }")]
    [InlineData("-Attachments ([IO.FileInfo]::new(\"$folder/latest.eml\"))")]
    [InlineData("-Attachments $folder/data/long/case.eml")]
    public void Attachment_Link_IsSentWithTheContentItLeadsTo(string attachments)
    {
        var body = Linked();

        Assert.Contains("\r\n\r\n" + body + "\r\n--", Sent(Send + attachments).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Attachment_LinkDownThePipelineOrInARow_IsSentWithTheContentItLeadsTo()
    {
        var body = Linked();

        Engine.Run("[IO.FileInfo]::new(\"$folder/latest.eml\") | " + Send);
        Engine.Run("[pscustomobject]@{ To = 'a@example.org'; Body = 'b'; Attachments = \"$folder/latest.eml\" } | Send-SoarEmail -Asset $asset");

        Assert.Equal(2, Server.Messages.Count);
        Assert.All(Server.Messages, message => Assert.Contains("\r\n\r\n" + body + "\r\n--", message.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Raw_Link_IsSentWhole()
    {
        var body = Linked();

        Assert.Equal(body, Sent("Send-SoarRawEmail -Asset $asset -Path $folder/latest.eml").Text);
    }

    [Fact]
    public void Raw_LinkWithAnOutboxBehindALink_IsSentWhole()
    {
        var body = Linked();
        Directory.CreateDirectory(Folder["real-outbox"]);
        Directory.CreateSymbolicLink(Folder["outbox"], "real-outbox");

        Assert.Equal(body, Sent("Send-SoarRawEmail -Asset $asset -Path $folder/latest.eml -Outbox $folder/outbox").Text);
        Assert.NotEmpty(Directory.GetFileSystemEntries(Folder["real-outbox"]));
    }

    [Fact]
    public void Vault_BehindALinkAndOfALink_HasTheContent()
    {
        var body = Linked();
        Directory.CreateDirectory(Folder["real-vault"]);
        Directory.CreateSymbolicLink(Folder["vault"], "real-vault");

        var sent = Sent(Send + "-VaultPath $folder/vault -Attachments (Add-SoarVaultFile $folder/latest.eml -VaultPath $folder/vault)");

        Assert.Contains("\r\n\r\n" + body + "\r\n--", sent.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_Link_SaysTheSizeOfTheContent()
    {
        Linked();

        Assert.Empty(Engine.Run(Send + "-Attachments $folder/latest.eml -WhatIf"));

        Assert.Matches("1[0-9],[0-9]{3} bytes", Engine.Host.Text);
    }

    [Fact]
    public void Asset_Link_IsRead()
    {
        Folder.Write("real.json", "{ \"server\": \"mail.example.org\" }");
        File.CreateSymbolicLink(Folder["asset.json"], "real.json");

        Assert.Equal("mail.example.org", (string)Result("Import-SmtpAsset -Path $folder/asset.json").Server);
    }

    [Fact]
    public void Attachment_FileWithoutALength_IsSentWithWhatItHas()
    {
        if (!OperatingSystem.IsLinux())
            return;

        var text = Sent(Send + "-Attachments /proc/version").Text;

        var content = Convert.FromBase64String(text[(text.LastIndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..text.LastIndexOf("\r\n--", StringComparison.Ordinal)]);
        Assert.Equal(File.ReadAllBytes("/proc/version"), content);
    }

    [Fact]
    public void ProtocolLog_Pipe_IsRefusedAtOnce()
    {
        if (!OperatingSystem.IsWindows())
            Refused("ProtocolLogFailed", Send + "-ProtocolLog $folder/pipes/pipe");
    }

    private string Linked()
    {
        var text = Message.Replace("\n", "\r\n", StringComparison.Ordinal) + string.Concat(Enumerable.Repeat("0123456789\r\n", 830));
        Directory.CreateDirectory(Folder["..2026/long"]);
        File.WriteAllText(Folder["..2026/long/case.eml"], text);
        Directory.CreateSymbolicLink(Folder["data"], "..2026");
        File.CreateSymbolicLink(Folder["first"], "data/long/case.eml");
        File.CreateSymbolicLink(Folder["latest.eml"], Folder["first"]);
        return text;
    }

    private void RefusedWithoutResult(string errorId, string script)
    {
        Assert.Empty(Engine.Run(script));
        Assert.Equal(errorId, SingleErrorId());
    }
}
