using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Secrets;

/// <summary>Reads entries while others may write them, and sets aside what is damaged.</summary>
internal sealed class EntryReader(StoreFolder folder, StoreEntries entries, FileLockWait wait)
{
    /// <summary>Reads an entry. A damaged one is set aside and reported.</summary>
    /// <param name="stem">The name of its file, without an extension.</param>
    /// <param name="description">Its name in messages.</param>
    /// <param name="read">Reads the value out of the content.</param>
    internal T Read<T>(string stem, string description, Func<string, T> read)
    {
        try
        {
            return ReadAsItIs(stem, read);
        }
        catch (DamagedEntryException)
        {
            // Once more, alone: another process may have put it right meanwhile.
            using var exclusive = LockIfPossible(stem);
            return ReadHeld(stem, description, read);
        }
    }

    /// <summary>As <see cref="Read"/>, for who holds the entry's lock.</summary>
    internal T ReadHeld<T>(string stem, string description, Func<string, T> read)
    {
        try
        {
            return read(stem);
        }
        catch (DamagedEntryException damage)
        {
            throw Errors.StoreEntryDamaged.Because(damage, description, damage.Message, SetAside(stem));
        }
    }

    /// <summary>Reads an entry; one that can't be read stays as it is and counts as none.</summary>
    internal T? Peek<T>(string stem, Func<string, T?> read)
    {
        try
        {
            return ReadAsItIs(stem, read);
        }
        catch (Exception exception) when (exception is SmtpSoarException or DamagedEntryException || StoreGuard.IsOfFiles(exception))
        {
            return default;
        }
    }

    private T ReadAsItIs<T>(string stem, Func<string, T> read)
    {
        // Windows does not replace a file that another process has open, so there readers keep out of the writers' way.
        using var exclusive = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) && File.Exists(folder.LockPath(stem)) ? Lock(stem) : null;
        return read(stem);
    }

    private string SetAside(string stem)
    {
        try
        {
            return $"It was set aside as '{entries.SetAside(stem, wait.Clock.GetUtcNow())}'";
        }
        catch (Exception exception) when (StoreGuard.IsOfFiles(exception))
        {
            return $"It is still '{folder.EntryPath(stem)}', as it can't be set aside ({exception.Message.TrimEnd('.')})";
        }
    }

    private FileLock Lock(string stem) => FileLock.Acquire(folder.LockPath(stem), wait, CancellationToken.None);

    // In a folder that can't be written to, no other process writes either.
    private FileLock? LockIfPossible(string stem)
    {
        try
        {
            return Lock(stem);
        }
        catch (Exception exception) when (StoreGuard.IsOfFiles(exception))
        {
            return null;
        }
    }
}

/// <summary>An entry that is not what was written. The catcher decides about its file, and says so.</summary>
internal sealed class DamagedEntryException(string reason, Exception? cause) : Exception(reason, cause);
