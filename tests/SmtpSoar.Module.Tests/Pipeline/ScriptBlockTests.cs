using System;
using System.Linq;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Pipeline;

/// <summary>Script blocks in place of values: each runs for every object of the pipeline, which is a message of its own.</summary>
public sealed class ScriptBlockTests : EngineTest
{
    private const string Rows = "1..2 | ForEach-Object { [pscustomobject]@{ Mail = \"r$_@example.org\"; Case = $_; File = \"$folder/$_.txt\" } } | ";

    private readonly SmtpTestServer _server;

    public ScriptBlockTests()
    {
        _server = StartServer();
        Folder.Write("1.txt", "one");
        Folder.Write("2.txt", "two");
    }

    [Theory]
    [InlineData("-To { $_.Mail } -Subject s -Body b", "To: r2@example.org")]
    [InlineData("-To a@example.org -Subject { \"Case $($_.Case)\" } -Body b", "Subject: Case 2")]
    [InlineData("-To a@example.org -Body { \"text $($_.Case)\" }", "text 2")]
    [InlineData("-To a@example.org -Body { 'first'; \"line $($_.Case)\" }", "first\r\nline 2")]
    [InlineData("-To a@example.org -Body b -Attachments { $_.File }", "2.txt")]
    [InlineData("-To a@example.org -Body b -Attachments { @{ Path = $_.File; Name = 'other.txt' } }", "other.txt")]
    [InlineData("-To a@example.org -Body b -Headers { @{ 'X-Case' = $_.Case } }", "X-Case: 2")]
    [InlineData("-To a@example.org -Body b -Cc { $_.Mail }", "Cc: r2@example.org")]
    [InlineData("-To 'k@example.org', { $_.Mail } -Body b", "To: k@example.org, r2@example.org")]
    [InlineData("-To a@example.org -Body b -From { $_.Mail }", "From: r2@example.org")]
    [InlineData("-To a@example.org -Body b -ReplyTo { $_.Mail }", "Reply-To: r2@example.org")]
    [InlineData("-To a@example.org -Body b -Priority { if ($_.Case -eq 2) { 'High' } }", "Importance: high")]
    [InlineData("-To a@example.org -Body b -ReadReceiptTo { $_.Mail }", "Disposition-Notification-To: r2@example.org")]
    [InlineData("{ $PSItem.Mail } s b", "To: r2@example.org")]
    public void ScriptBlock_AmongConstants_IsAMessageForEachObject(string parameters, string expected)
    {
        var results = Engine.Run($"{Rows}Send-SoarEmail {parameters} -Asset $asset");

        Assert.Equal(["success", "success"], results.Select(Status));
        Assert.Equal(2, _server.Messages.Count);
        Assert.Contains(expected, _server.Messages[1].Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("-HtmlBody { \"<p>html $($_.Case)</p>\" }", "<p>html 2</p>")]
    [InlineData("-HtmlBody '<p>x</p>' -TextBody { \"plain $($_.Case)\" }", "plain 2")]
    [InlineData("-HtmlBody '<img src=\"cid:c\">' -Attachment1 { $_.File } -ContentId1 { 'c' }", "2.txt")]
    [InlineData("-HtmlBody x -AttachmentJson { @{ Path = $_.File } }", "2.txt")]
    public void ScriptBlock_ForHtml_IsAMessageForEachObject(string parameters, string expected)
    {
        Engine.Run($"{Rows}Send-SoarHtmlEmail -To a@example.org {parameters} -Asset $asset");

        Assert.Empty(Engine.Errors);
        Assert.Contains(expected, _server.Messages[1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-RawEmail { \"From: s@example.org`nTo: $($_.Mail)`n`ntext\" }")]
    [InlineData("-RawEmail { 'From: s@example.org', \"To: $($_.Mail)\", '', 'text' }")]
    [InlineData("{ \"From: s@example.org`nTo: $($_.Mail)`n`ntext\" }")]
    [InlineData("-Path \"$folder/raw.eml\" -EnvelopeTo { $_.Mail }")]
    [InlineData("-Path { \"$folder/raw.eml\" } -EnvelopeTo { $_.Mail }")]
    [InlineData("-LiteralPath { \"$folder/raw.eml\" } -EnvelopeTo { $_.Mail } -EnvelopeFrom { 'e@example.org' }")]
    [InlineData("-File { [IO.FileInfo]\"$folder/raw.eml\" } -EnvelopeTo { $_.Mail }")]
    [InlineData("-VaultFile { Add-SoarVaultFile \"$folder/raw.eml\" -VaultPath $folder/vault } -EnvelopeTo { $_.Mail }")]
    public void ScriptBlock_ForARawMessage_IsAMessageForEachObject(string parameters)
    {
        Folder.Write("raw.eml", "From: s@example.org\r\nTo: x@example.org\r\n\r\ntext\r\n");

        Engine.Run($"{Rows}Send-SoarRawEmail {parameters} -Asset $asset");

        Assert.Empty(Engine.Errors);
        Assert.Equal(["r1@example.org", "r2@example.org"], _server.Messages.Select(message => message.Recipients[0].Address));
    }

    [Fact]
    public void ScriptBlock_OfFiles_SendsEachByItsPath()
    {
        Folder.Write("a.eml", "From: s@example.org\r\nTo: a@example.org\r\n\r\ntext\r\n");

        Engine.Run("[IO.FileInfo]\"$folder/a.eml\" | Send-SoarRawEmail -Path { $_.FullName } -Asset $asset");

        Assert.Empty(Engine.Errors);
        Assert.Single(_server.Messages);
    }

    [Fact]
    public void ScriptBlock_OfAHashtable_KnowsItsKeys()
    {
        Engine.Run("@{ Mail = 'a@example.org' } | Send-SoarEmail -To { $_.Mail } -Body x -Asset $asset");
        Assert.Equal("a@example.org", _server.Messages[0].Recipients[0].Address);
    }

    [Fact]
    public void ScriptBlock_WithoutAValueForACopy_LeavesItOut()
    {
        Engine.Run(Rows + "Send-SoarEmail -To { $_.Mail } -Cc { if ($_.Case -eq 1) { 'c@example.org', 'd@example.org' } } -Body b -Asset $asset");

        Assert.Equal([3, 1], _server.Messages.Select(message => message.Recipients.Count));
    }

    [Fact]
    public void ScriptBlock_WhatIf_ShowsEachMessageAndSendsNone()
    {
        Engine.Run(Rows + "Send-SoarEmail -To { $_.Mail } -Body b -Asset $asset -WhatIf");

        Assert.Empty(Engine.Errors);
        Assert.Empty(_server.Connections);
    }

    [Theory]
    [InlineData("Send-SoarEmail -To { $_ } -Body b")]
    [InlineData("Send-SoarHtmlEmail -To a@example.org -HtmlBody b -Attachments { $_ }")]
    [InlineData("Send-SoarRawEmail -Path { $_ }")]
    [InlineData("Export-SoarEmail -Path x.eml -To { $_ } -Body b")]
    public void ScriptBlock_WithoutPipeline_IsAnError(string command)
    {
        Engine.Try(command);
        Assert.Equal("ScriptBlockAlone", SingleErrorId());
    }

    [Fact]
    public void ScriptBlock_ForAnAsset_NamesOneForEachObject()
    {
        var results = Engine.Run("1..2 | ForEach-Object { @{ Settings = $asset } } | Test-SmtpAsset -Asset { $_.Settings } -SkipTestMail");
        Assert.Equal(["success", "success"], results.Select(Status));
    }

    private static string Status(System.Management.Automation.PSObject result) => (string)((dynamic)result).Status;
}
