using System;
using System.Diagnostics;
using System.IO;
using System.Threading;

namespace SmtpSoar.Core.Vault;

/// <summary>
/// Keeps other threads and processes from changing the same part of the vault. Readers need none:
/// what they see is whole at every moment.
/// </summary>
internal sealed class VaultLock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly FileStream _file;

    private VaultLock(FileStream file) => _file = file;

    internal static VaultLock Acquire(string path, CancellationToken cancellationToken) => Acquire(path, Patience, cancellationToken);

    internal static VaultLock Acquire(string path, TimeSpan patience, CancellationToken cancellationToken)
    {
        OwnerOnly.CreateFolder(Path.GetDirectoryName(path)!);
        var waited = Stopwatch.StartNew();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryOpen(path) is { } file)
                return new VaultLock(file);
            if (waited.Elapsed > patience)
                throw Errors.VaultBusy.With(path, (int)patience.TotalSeconds);
            cancellationToken.WaitHandle.WaitOne(Pause);
        }
    }

    // The file stays: to delete it would take the lock from somebody who has just opened it.
    public void Dispose() => _file.Dispose();

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
