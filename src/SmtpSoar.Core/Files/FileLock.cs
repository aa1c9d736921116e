using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Files;

/// <summary>
/// Keeps other threads and processes from changing the same thing. Readers need none where what they see is whole at
/// every moment.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Waits for the lock as long as there is patience, then throws the error that it is still held.</summary>
    internal static FileLock Acquire(string path, FileLockWait wait, CancellationToken cancellationToken)
    {
        var started = wait.Clock.GetTimestamp();
        FileLock? held;
        while ((held = TryAcquire(path, wait, started, cancellationToken)) is null)
            cancellationToken.WaitHandle.WaitOne(Pause);
        return held;
    }

    /// <summary>As <see cref="Acquire"/>, for work that goes on while the lock is held.</summary>
    internal static async Task<FileLock> AcquireAsync(string path, FileLockWait wait, CancellationToken cancellationToken)
    {
        var started = wait.Clock.GetTimestamp();
        FileLock? held;
        while ((held = TryAcquire(path, wait, started, cancellationToken)) is null)
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        return held;
    }

    /// <summary>Takes the lock, or gives <see langword="null"/> if another process holds it.</summary>
    internal static FileLock? TryAcquire(string path) => TryOpen(path) is { } file ? new FileLock(file) : null;

    // The file stays: to delete it would take the lock from a process that has just opened it.
    public void Dispose() => _file.Dispose();

    private static FileLock? TryAcquire(string path, FileLockWait wait, long started, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        OwnerOnly.CreateFolder(Path.GetDirectoryName(path)!);
        if (TryOpen(path) is { } file)
            return new FileLock(file);
        return wait.Clock.GetElapsedTime(started) > wait.Patience ? throw wait.Busy(path) : null;
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return OwnerOnly.OpenFile(path, FileMode.OpenOrCreate);
        }
        catch (IOException exception) when (IsHeldByOther(exception))
        {
            return null;
        }
    }

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION; EWOULDBLOCK of Linux and of macOS.
    private static bool IsHeldByOther(IOException exception) => (exception.HResult & 0xFFFF) is 32 or 33 or 11 or 35;
}

/// <summary>The longest wait for a lock, and the error after it.</summary>
/// <param name="Error">The error: {0} is the lock file, {1} the seconds.</param>
/// <param name="Patience">The longest wait.</param>
/// <param name="Clock">The clock.</param>
internal sealed record FileLockWait(ErrorDefinition Error, TimeSpan Patience, TimeProvider Clock)
{
    internal SmtpSoarException Busy(string path) => Error.With(path, (int)Patience.TotalSeconds);
}
