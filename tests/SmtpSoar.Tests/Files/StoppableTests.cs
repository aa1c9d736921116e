using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Files.User;
using Xunit;

namespace SmtpSoar.Tests.Files;

public sealed class StoppableTests
{
    [Fact]
    public void Run_CallThatReturns_GivesItsResultFromAnotherThread()
    {
        using var stop = new CancellationTokenSource();

        var thread = Stoppable.Run(() => Thread.CurrentThread, stop.Token);

        Assert.NotSame(Thread.CurrentThread, thread);
    }

    [Fact]
    public void Run_CallThatThrows_ThrowsTheSame()
    {
        using var stop = new CancellationTokenSource();

        Assert.Throws<FileNotFoundException>(() => Stoppable.Run<object>(() => throw new FileNotFoundException(), stop.Token));
    }

    [Fact]
    public async Task Run_StoppedWhileTheCallHangs_ComesBackAndDisposesTheLateResult()
    {
        using var stop = new CancellationTokenSource();
        using var entered = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        using var late = new Late();
        var waiting = Task.Run(() => Stoppable.Run(Hang, stop.Token));
        entered.Wait();

        stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False(late.Disposed.Task.IsCompleted);
        release.Set();
        await late.Disposed.Task;

        Late Hang()
        {
            entered.Set();
            release.Wait();
            return late;
        }
    }

    private sealed class Late : IDisposable
    {
        public TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose() => Disposed.TrySetResult();
    }
}
