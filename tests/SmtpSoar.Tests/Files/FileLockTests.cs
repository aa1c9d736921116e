using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Files;
using Xunit;

namespace SmtpSoar.Tests.Files;

public sealed class FileLockTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("lock-tests-").FullName;

    private string LockPath => Path.Combine(_home, "locks", "ab.lock");

    [Fact]
    public void Acquire_HeldByAnother_GivesUpWhenTheClockSaysSo()
    {
        var wait = new FileLockWait(Errors.VaultBusy, TimeSpan.FromSeconds(60), new HastyClock());
        using (FileLock.Acquire(LockPath, wait, CancellationToken.None))
        {
            var error = Assert.Throws<SmtpSoarException>(() => FileLock.Acquire(LockPath, wait, CancellationToken.None));
            Assert.Equal("VaultBusy", error.ErrorId);
            Assert.Contains("60 seconds", error.Message, StringComparison.Ordinal);
        }

        FileLock.Acquire(LockPath, wait, CancellationToken.None).Dispose();
    }

    [Fact]
    public async Task AcquireAsync_HeldByAnother_GivesUpWhenTheClockSaysSo()
    {
        var wait = new FileLockWait(Errors.VaultBusy, TimeSpan.FromSeconds(60), new HastyClock());
        using var held = FileLock.Acquire(LockPath, wait, CancellationToken.None);

        var error = await Assert.ThrowsAsync<SmtpSoarException>(() => FileLock.AcquireAsync(LockPath, wait, CancellationToken.None));

        Assert.Equal("VaultBusy", error.ErrorId);
    }

    [Fact]
    public void Acquire_CancelledWhileWaiting_Stops()
    {
        var wait = new FileLockWait(Errors.VaultBusy, TimeSpan.FromSeconds(60), TimeProvider.System);
        using var held = FileLock.Acquire(LockPath, wait, CancellationToken.None);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));

        Assert.ThrowsAny<OperationCanceledException>(() => FileLock.Acquire(LockPath, wait, cancellation.Token));
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);

    /// <summary>Twenty seconds pass between any two looks at it.</summary>
    private sealed class HastyClock : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Add(ref _seconds, 20);
    }
}
