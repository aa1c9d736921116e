using System;
using System.IO;
using System.Linq;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Outbox;

/// <summary>Measuring an outbox, and moving it to another one.</summary>
public sealed class MoveSoarOutboxTests : EngineTest
{
    public MoveSoarOutboxTests()
    {
        Engine.SetVariable("box", Folder["my [out] box"]);
        Engine.SetVariable("other", Folder["other"]);
    }

    [Fact]
    public void Move_ToItself_IsRefused()
    {
        Fill();

        Engine.Try("Move-SoarOutbox $box $box");

        Assert.Equal("OutboxMoveToItself", SingleErrorId());
        Assert.Equal("failed|sent|waiting", Left("box"));
    }

    [Theory]
    [InlineData("Move-SoarOutbox $box $other", "", "failed|sent|waiting")]
    [InlineData("Move-SoarOutbox $box $other -State Waiting, Failed", "sent", "failed|waiting")]
    [InlineData("Get-SoarOutbox $box -State Sent | Move-SoarOutbox -Destination $other", "failed|waiting", "sent")]
    [InlineData("Move-SoarOutbox $box $other -Id (Get-SoarOutbox $box -State Failed).Id", "sent|waiting", "failed")]
    [InlineData("$asset.Outbox = $box; Move-SoarOutbox -Asset $asset -Destination $other -State Failed", "sent|waiting", "failed")]
    public void Move_BySelection_TakesTheseAndNoOthers(string script, string left, string moved)
    {
        Fill();

        Assert.Empty(Engine.Run(script));

        Assert.Empty(Engine.Errors);
        Assert.Equal((left, moved), (Left("box"), Left("other")));
        Leftover.AssertClean(Folder["my [out] box"]);
        Leftover.AssertClean(Folder["other"]);
    }

    [Fact]
    public void Move_WithWhatIf_MovesNothing()
    {
        Fill();

        Engine.Run("Move-SoarOutbox $box $other -WhatIf");

        Assert.Equal("failed|sent|waiting", Left("box"));
        Assert.False(Directory.Exists(Folder["other"]));
    }

    [Fact]
    public void Move_OfAnUnknownId_IsAnError()
    {
        Fill();

        Engine.Try("Move-SoarOutbox $box $other -Id 20310506T0708090000000-0123abcd");

        Assert.Equal("OutboxEntryNotFound", SingleErrorId());
    }

    [Fact]
    public void Measure_OfAnOutbox_IsOneObject()
    {
        Fill();

        var measure = Result("Measure-SoarOutbox $box -PeriodSec 60");

        Assert.Equal((1, 0, 1, 1, 3.0), ((int)measure.Waiting, (int)measure.Due, (int)measure.Sent, (int)measure.Failed, (double)measure.AcceptedPerMinute));
        Engine.Try("Measure-SoarOutbox $other");
        Assert.Equal("OutboxMissing", SingleErrorId());
    }

    [Fact]
    public void Watch_WithWhatIf_AsksOnce()
    {
        Fill();

        Assert.Empty(Engine.Run("Send-SoarOutbox $box -Asset $asset -Watch -WhatIf"));

        Assert.Equal("failed|sent|waiting", Left("box"));
    }

    private void Fill()
    {
        var script = new Script().On(Step.Mail, Reply.Of("550 5.7.1 no")).Times(1).On(Step.Mail, Reply.Of("451 4.3.0 later")).Times(1);
        StartServer(new ServerOptions { Script = script });
        for (var i = 0; i < 3; i++)
            Engine.Run("Send-SoarEmail a@example.org greeting body -Asset $asset -Outbox $box -ErrorAction SilentlyContinue");
    }

    private string Left(string variable) => string.Join(
        '|', Engine.Run($"Get-SoarOutbox ${variable}").Select(entry => ((string)((dynamic)entry).State.ToString()).ToLowerInvariant()).Order(StringComparer.Ordinal));
}
