using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Outbox;

/// <summary>Removing messages from an outbox: by hand, and by the asset's number of days.</summary>
public sealed class RemoveSoarOutboxTests : EngineTest
{
    private const string Later = "451 4.3.0 later";
    private const string Never = "550 5.7.1 no";

    public RemoveSoarOutboxTests() => Engine.SetVariable("box", Box);

    private string Box => Folder["my [out] box"];

    [Theory]
    [InlineData("Remove-SoarOutbox $box -State Sent", "failed|waiting")]
    [InlineData("Remove-SoarOutbox $box -State Sent, Failed", "waiting")]
    [InlineData("Get-SoarOutbox $box -State Sent | Remove-SoarOutbox", "failed|waiting")]
    [InlineData("Get-SoarOutbox $box | Remove-SoarOutbox -State Failed", "sent|waiting")]
    [InlineData("Get-SoarOutbox $box | Remove-SoarOutbox", "")]
    [InlineData("Remove-SoarOutbox $box -Id (Get-SoarOutbox $box -State Waiting).Id", "failed|sent")]
    [InlineData("$asset.Outbox = $box; Remove-SoarOutbox -Asset $asset -State Sent", "failed|waiting")]
    [InlineData("Remove-SoarOutbox $box -OlderThan 0", "waiting")]
    [InlineData("Remove-SoarOutbox $box -State Waiting -OlderThan 00:00:00", "failed|sent")]
    [InlineData("Get-SoarOutbox $box | Remove-SoarOutbox -OlderThan 0", "")]
    [InlineData("Get-SoarOutbox $box | Remove-SoarOutbox -OlderThan 1", "failed|sent|waiting")]
    public void Remove_BySelection_RemovesTheseWholeAndNoOthers(string script, string left)
    {
        Fill();

        Assert.Empty(Engine.Run(script));

        Assert.Empty(Engine.Errors);
        Assert.Equal(left, Left());
        var files = Directory.GetFiles(Box, "message.eml", SearchOption.AllDirectories);
        Assert.Equal(left.Split('|', StringSplitOptions.RemoveEmptyEntries).Length, files.Length);
        Leftover.AssertClean(Box);
    }

    [Theory]
    [InlineData("-OlderThan 30", false)]
    [InlineData("-OlderThan 9", true)]
    [InlineData("-OlderThan '9'", true)]
    [InlineData("-OlderThan 9.5", true)]
    [InlineData("-OlderThan 9.00:00:00", true)]
    [InlineData("-OlderThan ([timespan]::FromDays(30))", false)]
    [InlineData("-OlderThan ([datetime]::Now.AddDays(-9))", true)]
    [InlineData("-OlderThan ([datetimeoffset]::Now.AddDays(-30))", false)]
    public void OlderThan_InEachForm_IsMeantInDays(string parameters, bool isRemoved)
    {
        Fill();
        Age("sent", TimeSpan.FromDays(10));

        Engine.Run($"Remove-SoarOutbox $box {parameters}");

        Assert.Empty(Engine.Errors);
        Assert.Equal(isRemoved ? "failed|waiting" : "failed|sent|waiting", Left());
    }

    [Theory]
    [InlineData("Remove-SoarOutbox $box -OlderThan -1")]
    [InlineData("Remove-SoarOutbox $box -OlderThan ([datetime]::Now.AddDays(1))")]
    [InlineData("Remove-SoarOutbox $box -OlderThan long")]
    [InlineData("Remove-SoarOutbox $box -OlderThan $true")]
    public void OlderThan_NoAge_IsRefused(string script)
    {
        Fill();

        Engine.Try(script);

        Assert.Equal("ParameterArgumentTransformationError", SingleErrorId());
        Assert.Equal("failed|sent|waiting", Left());
    }

    [Theory]
    [InlineData("Remove-SoarOutbox $box", "OutboxSelectionMissing")]
    [InlineData("$asset.Outbox = $box; Remove-SoarOutbox -Asset $asset", "OutboxSelectionMissing")]
    [InlineData("Remove-SoarOutbox $box -Id nothing", "OutboxEntryNotFound")]
    [InlineData("Remove-SoarOutbox $folder/none -State Sent", "OutboxMissing")]
    public void Remove_NothingNamed_IsAnErrorAndAllStays(string script, string error)
    {
        Fill();

        Engine.Try(script);

        Assert.Equal(error, SingleErrorId());
        Assert.Equal("failed|sent|waiting", Left());
    }

    [Fact]
    public void WhatIf_NamesEachAndRemovesNone()
    {
        Fill();

        Engine.Run("Get-SoarOutbox $box -State Sent, Failed | Remove-SoarOutbox -WhatIf");

        Assert.Contains("\"Remove from the outbox\" on target \"'sent' from sender@example.org", Engine.Host.Text, StringComparison.Ordinal);
        Assert.Contains("'failed' from", Engine.Host.Text, StringComparison.Ordinal);
        Assert.Equal("failed|sent|waiting", Left());
    }

    [Fact]
    public void Remove_StateThatHasChanged_LeavesTheMessage()
    {
        Fill();
        Engine.Run("$old = Get-SoarOutbox $box -State Failed; $null = Get-SoarOutbox $box -Retry");
        Engine.Run("$old | Remove-SoarOutbox; $old | Remove-SoarOutbox -State Failed");

        Assert.Empty(Engine.Errors);
        Assert.Equal("failed|sent|waiting", Left());
    }

    [Fact]
    public void Remove_ForeignFileInAMessage_IsNamedAndAllOfItStays()
    {
        Fill();
        var notes = Path.Combine(Directory.GetDirectories(Path.Combine(Box, "sent")).Single(), "my notes.txt");
        File.WriteAllText(notes, "mine");

        Engine.Try("Remove-SoarOutbox $box -State Sent, Failed");

        Assert.Equal("OutboxForeign", SingleErrorId());
        Assert.True(File.Exists(notes));
        Assert.Equal("sent|waiting", Left());
    }

    [Fact]
    public void Remove_MessageThatIsBeingSent_IsRefused()
    {
        Fill();
        var owner = Path.Combine(Box, "work", Guid.NewGuid().ToString("N"));
        using var alive = new FileStream(owner + ".lock", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        Directory.CreateDirectory(owner);
        var waiting = Directory.GetDirectories(Path.Combine(Box, "queue")).Single();
        Directory.Move(waiting, Path.Combine(owner, Path.GetFileName(waiting)));

        Engine.Try("Get-SoarOutbox $box -State Sending | Remove-SoarOutbox");

        Assert.Equal("OutboxEntryBusy", SingleErrorId());
        Assert.True(Directory.Exists(Path.Combine(owner, Path.GetFileName(waiting), "..")));
    }

    [Fact]
    public void KeepDays_OfTheAsset_SendSoarOutboxRemovesWhatIsOlder()
    {
        Fill();
        Engine.Run("$asset.OutboxKeepDays = 7; $asset.Outbox = $box; Send-SoarOutbox -Asset $asset");
        Assert.Equal("failed|sent|waiting", Left());
        Age("sent", TimeSpan.FromDays(8));
        Age("failed", TimeSpan.FromDays(6));

        Engine.Run("Send-SoarOutbox -Asset $asset -WhatIf");
        Assert.Equal("failed|sent|waiting", Left());
        Assert.Contains("Remove what was finished 7 days ago or earlier", Engine.Host.Text, StringComparison.Ordinal);

        Engine.Run("Send-SoarOutbox -Asset $asset -Verbose");
        Assert.Contains(Engine.Streams.Verbose, line => line.Message.EndsWith("since it is old enough: 1.", StringComparison.Ordinal));
        Assert.Equal("failed|waiting", Left());

        Age("failed", TimeSpan.FromDays(9));
        Engine.Run("Remove-SoarOutbox -Asset $asset");
        Assert.Equal("waiting", Left());
    }

    [Fact]
    public void KeepDays_MailThatFailedAfterItHadWaitedForLonger_Stays()
    {
        Fill();
        Age("waiting", TimeSpan.FromDays(30));
        StartServer(new ServerOptions { Script = new Script().On(Step.Mail, Reply.Of(Never)) });

        Engine.Try("$asset.OutboxKeepDays = 7; Send-SoarOutbox $box -Asset $asset -Force -ErrorAction SilentlyContinue");

        Assert.Equal("failed|sent|waiting", Left());
        Assert.Equal(2, Engine.Run("Get-SoarOutbox $box -State Failed").Count);
        Assert.NotNull(Result("(Get-SoarOutbox $box -State Failed)[0]").Finished);
    }

    // One message in each state, with the state as subject.
    private void Fill()
    {
        Send("failed", Never);
        Send("waiting", Later);
        Send("sent", null);
    }

    private void Send(string subject, string? reply)
    {
        StartServer(reply is null ? null : new ServerOptions { Script = new Script().On(Step.Mail, Reply.Of(reply)) });
        Engine.Run($"Send-SoarEmail a@example.org {subject} body -Asset $asset -Outbox $box -ErrorAction SilentlyContinue");
    }

    private string Left() => string.Join(
        '|', Engine.Run("Get-SoarOutbox $box").Select(entry => (string)((dynamic)entry).Subject).Order(StringComparer.Ordinal));

    // As if all about a message had happened so much earlier: a record of an earlier version, under an older name.
    private void Age(string subject, TimeSpan age)
    {
        var folder = Directory.GetFiles(Box, "envelope.json", SearchOption.AllDirectories)
            .Single(file => Regex.IsMatch(File.ReadAllText(file), $"\"subject\": ?\"{subject}\""));
        OldRecord.Age(Path.GetDirectoryName(folder)!, age);
    }
}
