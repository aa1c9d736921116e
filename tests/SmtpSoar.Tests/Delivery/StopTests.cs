using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>Ctrl+C, wherever the server keeps us waiting.</summary>
public sealed class StopTests
{
    [Theory]
    [InlineData("Connect", "Stopped")]
    [InlineData("Ehlo", "Stopped")]
    [InlineData("StartTls", "Stopped")]
    [InlineData("TlsHandshake", "Stopped")]
    [InlineData("Auth", "Stopped")]
    [InlineData("AuthContinuation", "Stopped")]
    [InlineData("Mail", "Stopped")]
    [InlineData("Rcpt", "Stopped")]
    [InlineData("Data", "Stopped")]
    [InlineData("DataBytes", "Stopped")]
    [InlineData("EndOfData", "OutcomeUnknown")]
    public async Task Step_Stopped_EndsAtOnce(string step, string errorId)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hang = step == "DataBytes" ? Reply.Stall : Reply.Hang;
        await using var server = Faults.Start(step, _ =>
        {
            reached.TrySetResult();
            return hang;
        });
        using var mailer = Faults.Mailer(server, timeoutSec: 100);
        using var stop = new CancellationTokenSource();

        var sending = mailer.SendAsync(step == "DataBytes" ? Faults.LongRequest : Mailer.Request(), stop.Token);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(20));
        var clock = Stopwatch.StartNew();
        await stop.CancelAsync();
        var outcome = await sending.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), clock.Elapsed.ToString());
        Assert.Equal(errorId, outcome.Error!.ErrorId);
        Assert.DoesNotContain(outcome.Result.Recipients, recipient => recipient.Accepted == true && !recipient.OutcomeUnknown);
        Assert.Empty(server.Messages);
        mailer.Dispose();
        if (step != "DataBytes") // a server that does not read does not see the end either
            await server.WaitUntilIdleAsync();
    }

    [Fact]
    public async Task Test_Stopped_EndsAtOnce()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = Faults.Start("Mail", _ =>
        {
            reached.TrySetResult();
            return Reply.Hang;
        });
        using var mailer = Faults.Mailer(server, timeoutSec: 100);
        using var stop = new CancellationTokenSource();

        var testing = mailer.TestAsync(cancellationToken: stop.Token);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await stop.CancelAsync();

        Assert.Equal("Stopped", (await testing.WaitAsync(TimeSpan.FromSeconds(5))).Error!.ErrorId);
        await server.WaitUntilIdleAsync();
    }
}
