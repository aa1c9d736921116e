using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.OAuth;
using SmtpSoar.Core.OAuth.Login;
using Xunit;

namespace SmtpSoar.Tests.OAuth.Login;

/// <summary>The wait for a person.</summary>
public sealed class LoginSessionTests
{
    private readonly SignallingClock _clock = new();
    private readonly RecordingPrompt _prompt = new();

    [Fact]
    public async Task Wait_WorkThatIsDone_GivesItsResult()
    {
        Assert.Equal(5, await Session().WaitAsync(_ => Task.FromResult(5), default));
        Assert.Equal(["done"], _prompt.Calls);
    }

    [Fact]
    public async Task Wait_WorkThatFails_FailsAsItDoesAndIsDone()
    {
        var work = new TaskCompletionSource<int>();
        var wait = Session().WaitAsync(_ => work.Task, default);
        work.SetException(new InvalidTimeZoneException());

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => wait);
        Assert.Equal(["60 of 60", "done"], _prompt.Calls);
    }

    [Fact]
    public async Task Wait_LimitReached_StopsTheWork()
    {
        var stopped = new TaskCompletionSource();
        var wait = Session().WaitAsync(
            async stop =>
            {
                using var registration = stop.Register(stopped.SetResult);
                await stopped.Task;
                return 5;
            },
            default);
        await _clock.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("OAuthLoginTimeout", (await Assert.ThrowsAsync<SmtpSoarException>(() => wait)).ErrorId);
        await stopped.Task;
    }

    [Fact]
    public async Task Wait_StoppedWhileTheWorkDoesNotListen_EndsAtOnce()
    {
        using var stop = new CancellationTokenSource();
        var wait = Session().WaitAsync(_ => new TaskCompletionSource<int>().Task, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.Equal("done", _prompt.Calls[^1]);
    }

    private LoginSession Session() =>
        new(_prompt, new LoginOptions { TimeLimit = TimeSpan.FromMinutes(1) }, new OAuthEnvironment { Clock = _clock, Browser = new FakeBrowser() });
}
