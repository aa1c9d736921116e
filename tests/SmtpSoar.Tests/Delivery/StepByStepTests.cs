using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>A server without PIPELINING, which is asked step by step, goes wrong at each step of a message.</summary>
public sealed class StepByStepTests
{
    [Theory]
    [InlineData("Mail", "ConnectionLost")]
    [InlineData("Rcpt", "ConnectionLost")]
    [InlineData("Data", "ConnectionLost")]
    [InlineData("DataBytes", "ConnectionLost")]
    [InlineData("EndOfData", "OutcomeUnknown")]
    public async Task Step_ClosedOrReset_FailsAndSaysWhatIsKnown(string step, string errorId)
    {
        foreach (var reply in new[] { Reply.Drop, Reply.Reset })
            Assert.Equal(errorId, (await Faults.FailAsync(step, reply, isPipelined: false)).ErrorId);
    }

    [Theory]
    [InlineData("Mail", "SenderRefused")]
    [InlineData("Rcpt", "RecipientsRefused")]
    [InlineData("Data", "MessageRefused")]
    [InlineData("DataBytes", "MessageRefused")]
    [InlineData("EndOfData", "MessageRefused")]
    public async Task Step_Refused_FailsWithTheReply(string step, string errorId)
    {
        var error = await Faults.FailAsync(step, Reply.Of("554 5.7.1 not from here"), isPipelined: false);

        Assert.Equal((errorId, "554 5.7.1 not from here"), (error.ErrorId, error.Reply!.ToString()));
    }

    [Theory]
    [InlineData("Mail", "ServerNotReady")]
    [InlineData("Rcpt", "RecipientsRefused")]
    [InlineData("Data", "MessageRefused")]
    [InlineData("EndOfData", "MessageRefused")]
    public async Task Step_ServerCloses_FailsWithTheReply(string step, string errorId)
    {
        foreach (var reply in new[] { Reply.Of("421 4.3.2 closing"), Reply.AndClose("421 4.3.2 closing") })
        {
            var error = await Faults.FailAsync(step, reply, isPipelined: false);

            Assert.Equal((errorId, 421), (error.ErrorId, error.Reply!.Code));
        }
    }

    [Theory]
    [InlineData("Mail", "ProtocolViolation")]
    [InlineData("Rcpt", "ProtocolViolation")]
    [InlineData("Data", "ProtocolViolation")]
    [InlineData("EndOfData", "OutcomeUnknown")]
    public async Task Step_GarbageOrNoEnd_IsBrokenOff(string step, string errorId)
    {
        foreach (var reply in new[] { Reply.Raw("garbage\r\n"), Reply.Raw("550-one\r\n250 two\r\n"), Reply.EndlessLine })
            Assert.Equal(errorId, (await Faults.FailAsync(step, reply, isPipelined: false)).ErrorId);
    }

    [Theory]
    [InlineData("Mail", "ServerTimeout")]
    [InlineData("Rcpt", "ServerTimeout")]
    [InlineData("Data", "ServerTimeout")]
    [InlineData("EndOfData", "OutcomeUnknown")]
    public async Task Step_Silent_FailsInTime(string step, string errorId) =>
        Assert.Equal(errorId, (await Faults.FailAsync(step, Reply.Hang, timeoutSec: 2, isPipelined: false)).ErrorId);

    [Theory]
    [InlineData("Mail", "Stopped")]
    [InlineData("Rcpt", "Stopped")]
    [InlineData("Data", "Stopped")]
    [InlineData("EndOfData", "OutcomeUnknown")]
    public async Task Step_Stopped_EndsAtOnce(string step, string errorId)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Reply Reach(StepContext context)
        {
            reached.TrySetResult();
            return Reply.Hang;
        }

        await using var server = Faults.Start(step, Reach, isPipelined: false);
        using var mailer = Faults.Mailer(server, timeoutSec: 100);
        using var stop = new CancellationTokenSource();

        var sending = Task.Run(() => mailer.SendAsync(Mailer.Request(), stop.Token));
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(20));
        var clock = Stopwatch.StartNew();
        await stop.CancelAsync();
        var outcome = await sending.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), clock.Elapsed.ToString());
        Assert.Equal(errorId, outcome.Error!.ErrorId);
    }
}
