using System;
using System.Diagnostics;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>The server says what is no reply, or says it in a way that nobody should.</summary>
public sealed class GarbageTests
{
    [Theory]
    [InlineData("Connect")]
    [InlineData("Ehlo")]
    [InlineData("StartTls")]
    [InlineData("Auth")]
    [InlineData("AuthContinuation")]
    [InlineData("Mail")]
    [InlineData("Rcpt")]
    [InlineData("Data")]
    public async Task Step_Garbage_FailsAndShowsIt(string step)
    {
        foreach (var garbage in new[] { "\0\u0001garbage\r\n", "garbage there\r\n", "099 garbage\r\n", "2x garbage\r\n", "250-one\r\n550 garbage\r\n" })
        {
            var error = await Faults.FailAsync(step, Reply.Raw(garbage));

            Assert.Equal("ProtocolViolation", error.ErrorId);
            Assert.DoesNotContain('\0', error.Message);
            Assert.Contains("garbage", error.Message);
        }
    }

    [Fact]
    public async Task LastReply_Garbage_IsUnknown()
    {
        var error = await Faults.FailAsync("EndOfData", Reply.Raw("garbage\r\n"));

        Assert.Equal("OutcomeUnknown", error.ErrorId);
        Assert.Contains("garbage", error.Message);
    }

    [Theory]
    [InlineData("Connect", "250 what")]
    [InlineData("StartTls", "250 what")]
    [InlineData("Data", "250 what")]
    public async Task Step_AnsweredAsNobodyAsked_Fails(string step, string reply)
    {
        var error = await Faults.FailAsync(step, Reply.Of(reply));

        Assert.Equal("ProtocolViolation", error.ErrorId);
        Assert.Contains(reply, error.Message);
    }

    [Theory]
    [InlineData("Connect")]
    [InlineData("Ehlo")]
    [InlineData("Auth")]
    [InlineData("Mail")]
    [InlineData("EndOfData")]
    public async Task Reply_WithoutEnd_IsBrokenOff(string step)
    {
        var error = await Faults.FailAsync(step, Reply.EndlessLine);

        Assert.Equal(step == "EndOfData" ? "OutcomeUnknown" : "ProtocolViolation", error.ErrorId);
        Assert.True(error.Message.Length < 1000, error.Message);
    }

    [Fact]
    public async Task Reply_OfTooManyLines_IsBrokenOff()
    {
        var lines = string.Concat(System.Linq.Enumerable.Repeat("250-more to come and more and more\r\n", 3000));

        var error = await Faults.FailAsync("Mail", Reply.Raw(lines));

        Assert.Equal("ProtocolViolation", error.ErrorId);
    }

    [Fact]
    public async Task Reply_DribbledForLongerThanTheLimit_IsBrokenOff()
    {
        var clock = Stopwatch.StartNew();

        var error = await Faults.FailAsync("Mail", Reply.Dribble("250 " + new string('x', 10_000), TimeSpan.FromMilliseconds(50)), timeoutSec: 1);

        Assert.Equal("ServerTimeout", error.ErrorId);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), clock.Elapsed.ToString());
    }

    [Theory]
    [InlineData("Connect", "220 test")]
    [InlineData("Mail", "250-first\n250 second")]
    [InlineData("Data", "354 go ahead")]
    [InlineData("EndOfData", "250 2.0.0 queued as 4711")]
    public async Task Reply_Dribbled_Succeeds(string step, string reply)
    {
        await using var server = Faults.Start(step, Reply.Dribble(reply, TimeSpan.Zero));
        using var mailer = Faults.Mailer(server);

        await mailer.SucceedAsync();

        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task Reply_WithoutCarriageReturns_Succeeds()
    {
        await using var server = Faults.Start("EndOfData", Reply.Raw("250-2.0.0 queued\n250 2.0.0 as 4711\n"));
        using var mailer = Faults.Mailer(server);

        var result = await mailer.SucceedAsync();

        Assert.Equal("250 2.0.0 queued as 4711", result.ServerResponse);
    }
}
