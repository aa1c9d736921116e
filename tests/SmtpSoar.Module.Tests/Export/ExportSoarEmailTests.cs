using System;
using System.IO;
using System.Linq;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Export;

/// <summary>The message that would go out, as a file.</summary>
public sealed class ExportSoarEmailTests : EngineTest
{
    private const string Mail = "Export-SoarEmail -From s@example.org -To a@example.org -Subject greeting -Body text ";

    [Theory]
    [InlineData("SoarEmail", "-From s@example.org -To a@example.org -Bcc b@example.org -Subject 'Grüße' -Body 'täxt' -Headers @{ 'Message-ID' = '<1@example.org>'; Date = 'Mon, 23 Nov 2026 10:00:00 +0000' }")]
    [InlineData("SoarRawEmail", "-RawEmail \"From: a@example.org`nTo: b@example.org`nBcc: c@example.org`nDKIM-Signature: v=1`n`n.dot`n\"")]
    public void Eml_AnyMessage_IsByteForByteWhatASendHandsOver(string noun, string parameters)
    {
        Engine.Run($"Send-{noun} {parameters} -Asset @{{ PickupDirectory = \"$folder/sent\" }}; Export-SoarEmail {parameters} -Path $folder/x.eml");

        var sent = File.ReadAllBytes(Assert.Single(Directory.GetFiles(Folder["sent"])));
        Assert.Equal(sent, File.ReadAllBytes(Folder["x.eml"]));
        Assert.DoesNotContain("Bcc", File.ReadAllText(Folder["x.eml"]), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Export_AnyFormat_WritesTheFileAsOutput()
    {
        var file = Assert.IsType<FileInfo>(Engine.RunSingle(Mail + "-Path $folder/x.eml").BaseObject);

        Assert.Equal(Folder["x.eml"], file.FullName);
        Assert.True(file.Length > 100);
    }

    [Fact]
    public void Path_Relative_IsFromTheLocationOfTheSession()
    {
        Engine.Run("$null = $ExecutionContext.SessionState.Path.SetLocation($folder); " + Mail + "-Path x.eml");

        Assert.True(File.Exists(Folder["x.eml"]));
    }

    [Theory]
    [InlineData("x.HTM", "<!DOCTYPE html>")]
    [InlineData("x.html", "<!DOCTYPE html>")]
    [InlineData("x.EML", "From: s@example.org")]
    [InlineData("x.html -Format Eml", "From: s@example.org")]
    [InlineData("x -Format Html", "<!DOCTYPE html>")]
    public void Format_ByEndingOrParameter_IsWritten(string path, string beginning)
    {
        Engine.Run($"{Mail} -Path $folder/{path}");

        Assert.StartsWith(beginning, File.ReadAllText(Assert.Single(Directory.GetFiles(Folder.Path))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Path $folder/x.txt", "ExportFormatUnknown")]
    [InlineData("-Path $folder/nowhere/x.eml", "ExportFailed")]
    [InlineData("-Path $folder/nowhere/x.html", "ExportFailed")]
    [InlineData("-Path $folder/x.eml -Attachments $folder/missing.pdf", "FileNotFound")]
    [InlineData("-Path $folder/x.eml -Cc nobody", "AddressInvalid")]
    public void Fault_Any_IsAnErrorAndLeavesNothing(string parameters, string id)
    {
        Assert.Empty(Engine.Run(Mail + parameters));

        Assert.Equal(id, SingleErrorId());
        Assert.Empty(Directory.GetFileSystemEntries(Folder.Path));
    }

    [Fact]
    public void FileThatIsThere_WithoutForce_IsLeftAlone()
    {
        Folder.Write("x.eml", "mine");

        Engine.Run(Mail + "-Path $folder/x.eml");

        Assert.Equal("ExportFileExists", SingleErrorId());
        Assert.Equal("mine", File.ReadAllText(Folder["x.eml"]));
    }

    [Fact]
    public void FileThatIsThere_WithForce_IsReplaced()
    {
        Folder.Write("x.eml", "mine");

        Assert.Single(Engine.Run(Mail + "-Path $folder/x.eml -Force"));

        Assert.Contains("greeting", File.ReadAllText(Folder["x.eml"]), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Folder.Path));
    }

    [Theory]
    [InlineData("/dev/full", "a device")]
    [InlineData("/dev/null", "a device")]
    [InlineData("$folder/pipe", "a named pipe")]
    [InlineData("$folder/to-pipe", "a named pipe")]
    [InlineData("$folder", "a folder")]
    public void Path_OfNoRegularFile_IsRefusedAndStays(string path, string kind)
    {
        if (OperatingSystem.IsWindows())
            return;
        using (var make = System.Diagnostics.Process.Start("mkfifo", Folder["pipe"]))
            make.WaitForExit();
        File.CreateSymbolicLink(Folder["to-pipe"], "pipe");
        foreach (var force in (string[])["", " -Force"])
        {
            Assert.Empty(Engine.Run(Mail + $"-Format Eml -Path {path}{force}"));

            Assert.Equal("ExportTargetNotRegular", SingleErrorId());
            Assert.Contains(kind, SingleError().Exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(["pipe", "to-pipe"], Directory.GetFileSystemEntries(Folder.Path).Select(Path.GetFileName).Order());
        Assert.False(new FileInfo("/dev/full").Length > 0);
    }

    [Fact]
    public void Path_Link_KeepsTheLinkAndReplacesWhatItLeadsTo()
    {
        Directory.CreateDirectory(Folder["other"]);
        Folder.Write("other/x.eml", "mine");
        File.CreateSymbolicLink(Folder["first.eml"], "other/x.eml");
        File.CreateSymbolicLink(Folder["link.eml"], Folder["first.eml"]);

        Engine.Run(Mail + "-Path $folder/link.eml");
        Assert.Equal("ExportFileExists", SingleErrorId());

        Assert.Single(Engine.Run(Mail + "-Path $folder/link.eml -Force"));
        Assert.NotNull(new FileInfo(Folder["link.eml"]).LinkTarget);
        Assert.Contains("greeting", File.ReadAllText(Folder["other/x.eml"]), StringComparison.Ordinal);
        Assert.Equal(["first.eml", "link.eml"], Directory.GetFiles(Folder.Path).Select(Path.GetFileName).Order());
        Assert.Equal(["x.eml"], Directory.GetFiles(Folder["other"]).Select(Path.GetFileName));
    }

    [Fact]
    public void WhatIf_GoodMessage_SaysWhatAndWritesNothing()
    {
        Assert.Empty(Engine.Run(Mail + "-Path $folder/x.html -WhatIf"));

        Assert.Empty(Directory.GetFiles(Folder.Path));
        Assert.All(["greeting", "s@example.org", "x.html"], part => Assert.Contains(part, Engine.Host.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Sender_WithoutAsset_MustBeGiven()
    {
        Engine.Run("Export-SoarEmail -To a@example.org -Body text -Path $folder/x.eml");

        Assert.Equal("SenderMissing", SingleErrorId());
        Assert.Contains("-From", SingleError().ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Sender_WithAsset_IsItsOwn()
    {
        // Nothing is sent, so that neither a login nor a server is needed.
        Engine.Run("Export-SoarEmail -To a@example.org -Body text -Path $folder/x.eml -Asset (New-SmtpAsset mail.example.org -Username soar@example.org)");

        Assert.Contains("From: soar@example.org", File.ReadAllText(Folder["x.eml"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Asset_Unknown_EndsTheCommand()
    {
        Engine.Run(Mail + "-Path $folder/x.eml -Asset nobody");

        Assert.Equal("AssetNotFound", SingleErrorId());
    }

    [Fact]
    public void Raw_File_IsExported()
    {
        Folder.Write("in.eml", "From: a@example.org\nTo: b@example.org\n\nhello\n");

        Engine.Run("Export-SoarEmail -RawPath $folder/in.eml -Path $folder/out.eml");

        Assert.Equal("From: a@example.org\r\nTo: b@example.org\r\n\r\nhello\r\n", File.ReadAllText(Folder["out.eml"]));
    }

    [Fact]
    public void Parameters_OfTheCommandsThatSend_AreTheSameHere()
    {
        // Nothing is sent, so nothing of a connection is known; and a raw message comes by other names, since Path is the destination.
        string[] left = ["ProtocolLog", "AllowAuthenticationFallback", "Session", "Outbox"];
        var known = Engine.Run("(Get-Command Export-SoarEmail).Parameters.Values | ForEach-Object { \"$($_.Name) $($_.ParameterType) $($_.Aliases)\" }").Select(text => text.ToString());

        var wanted = Engine.Run("""
            foreach ($command in 'Send-SoarEmail', 'Send-SoarHtmlEmail') {
                (Get-Command $command).Parameters.Values | Where-Object Name -NotIn $left | ForEach-Object { "$($_.Name) $($_.ParameterType) $($_.Aliases)" }
            }
            """, ("left", left)).Select(text => text.ToString());

        // -Body is a parameter of its own here, and can't be another name of -HtmlBody too.
        Assert.Equal(["HtmlBody System.Object html_body Body"], wanted.Except(known));
        Assert.Contains("HtmlBody System.Object html_body", known);
    }
}
