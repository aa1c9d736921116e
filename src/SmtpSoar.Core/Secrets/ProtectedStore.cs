using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.Secrets.Protection;

namespace SmtpSoar.Core.Secrets;

/// <summary>Keeps small secrets, each under its key and in a file of its own, for all processes of this user.</summary>
internal sealed class ProtectedStore
{
    private readonly StoreFolder _folder;
    private readonly StoreEntries _entries;
    private readonly EntryReader _reader;
    private readonly FileLockWait _wait;

    // Longer than the holder of a lock may wait for an authorization server, which is twice the time limit of most assets.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>The store in a data folder. Nothing is made there before the first write.</summary>
    internal ProtectedStore(
        string dataFolder,
        TimeProvider? clock = null,
        Func<StoreFolder, FileLockWait, IReadOnlyList<IProtector>>? protectors = null)
    {
        _wait = new FileLockWait(Errors.StoreBusy, Patience, clock ?? TimeProvider.System);
        Folder = dataFolder;
        _folder = new StoreFolder(dataFolder);
        _entries = new StoreEntries(_folder, (protectors ?? Protectors.OfThisSystem)(_folder, _wait));
        _reader = new EntryReader(_folder, _entries, _wait);
    }

    /// <summary>The data folder that it lies in.</summary>
    internal string Folder { get; }

    /// <summary>Reads an entry, or gives <see langword="null"/>. A damaged entry is set aside and reported.</summary>
    internal byte[]? Read(StoreKey key) =>
        StoreGuard.Reading(key.ToString(), () => _reader.Read(key.Stem, key.ToString(), _entries.Read));

    /// <summary>Reads an entry, or gives <see langword="null"/>. An entry that can't be read stays as it is and counts as none.</summary>
    internal byte[]? Peek(StoreKey key) => _reader.Peek(key.Stem, _entries.Read);

    /// <summary>Refuses where an entry could not be protected. At most an empty folder is made.</summary>
    internal void RequireProtection(StoreKey key) => Prepare(key);

    /// <summary>
    /// Makes sure that an entry can be written, before a caller works for its content. An entry that can't be read any more is set aside.
    /// </summary>
    /// <returns>Why it was set aside, or <see langword="null"/>.</returns>
    internal SmtpSoarException? PrepareReplacement(StoreKey key, CancellationToken cancellationToken = default)
    {
        Prepare(key);
        using var exclusive = Lock(key, cancellationToken);
        var lost = SetAsideIfLost(key);
        StoreGuard.Writing(key, () => _entries.TryToProtect(key));
        return lost;
    }

    /// <summary>Whether an entry is there that can't be read again without a backup of the key.</summary>
    internal bool IsLost(StoreKey key)
    {
        try
        {
            Read(key);
            return false;
        }
        catch (SmtpSoarException failure)
        {
            return IsOfLostKey(failure);
        }
    }

    /// <summary>Whether there is an entry, readable or not.</summary>
    internal bool Exists(StoreKey key) => File.Exists(_folder.EntryPath(key.Stem));

    /// <summary>The keys of a collection, in no order.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="onFailure">Hears of each entry whose key can't be read. Without it such an entry is left as it is.</param>
    internal IReadOnlyList<StoreKey> Keys(string collection, Action<SmtpSoarException>? onFailure = null)
    {
        var stems = StoreGuard.Reading(collection + "s", () => _folder.Stems(collection).ToList());
        return [
            .. stems.Select(stem => onFailure is null ? _reader.Peek(stem, _entries.ReadKey) : ReadKey(stem, onFailure)).OfType<StoreKey>(),
        ];
    }

    /// <summary>Changes an entry under its lock.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="change">Gets what is stored, or <see langword="null"/>, and gives what shall be: the same object for no change,
    /// <see langword="null"/> for nothing.</param>
    /// <param name="cancellationToken">Stops the wait for others.</param>
    internal void Update(StoreKey key, Func<byte[]?, byte[]?> change, CancellationToken cancellationToken = default)
    {
        Prepare(key);
        using var exclusive = Lock(key, cancellationToken);
        var present = ReadHeld(key);
        Write(key, present, change(present));
    }

    /// <summary>As <see cref="Update"/>, for a change that takes its time, such as asking a server for another token.</summary>
    internal async Task UpdateAsync(
        StoreKey key,
        Func<byte[]?, CancellationToken, Task<byte[]?>> change, CancellationToken cancellationToken)
    {
        Prepare(key);
        using var exclusive = await StoreGuard.WritingAsync(
            key,
            () => FileLock.AcquireAsync(_folder.LockPath(key.Stem), _wait, cancellationToken)).ConfigureAwait(false);
        var present = ReadHeld(key);
        Write(key, present, await change(present, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Removes an entry, also one that can't be read.</summary>
    /// <returns>Whether there was one.</returns>
    internal bool Remove(StoreKey key, CancellationToken cancellationToken = default)
    {
        if (!Exists(key))
            return false;
        using var exclusive = Lock(key, cancellationToken);
        return StoreGuard.Writing(key, () => _entries.Delete(key.Stem));
    }

    private FileLock Lock(StoreKey key, CancellationToken cancellationToken) =>
        StoreGuard.Writing(key, () => FileLock.Acquire(_folder.LockPath(key.Stem), _wait, cancellationToken));

    private byte[]? ReadHeld(StoreKey key) =>
        StoreGuard.Reading(key.ToString(), () => _reader.ReadHeld(key.Stem, key.ToString(), _entries.Read));

    // Before anything is written, a lock file too.
    private void Prepare(StoreKey key)
    {
        _entries.RefuseUnprotectable(key);
        StoreGuard.Writing(key, _folder.Create);
    }

    private SmtpSoarException? SetAsideIfLost(StoreKey key)
    {
        try
        {
            ReadHeld(key);
            return null;
        }
        catch (SmtpSoarException failure) when (failure.Definition == Errors.StoreEntryDamaged)
        {
            // That has been set aside already.
            return failure;
        }
        catch (SmtpSoarException failure) when (IsOfLostKey(failure))
        {
            StoreGuard.Writing(key, () => _entries.SetAside(key.Stem, _wait.Clock.GetUtcNow()));
            return failure;
        }
    }

    private static bool IsOfLostKey(SmtpSoarException failure) =>
        failure.Definition == Errors.StoreKeyMissing
        || failure.Definition == Errors.StoreKeyDiffers
        || failure.Definition == Errors.StoreKeyDamaged;

    private void Write(StoreKey key, byte[]? present, byte[]? wanted)
    {
        if (wanted is null)
            StoreGuard.Writing(key, () => _entries.Delete(key.Stem));
        else if (!ReferenceEquals(wanted, present))
            StoreGuard.Writing(key, () => _entries.Write(key, wanted));
    }

    private StoreKey? ReadKey(string stem, Action<SmtpSoarException> onFailure)
    {
        try
        {
            return StoreGuard.Reading("entry " + stem, () => _reader.Read(stem, "entry " + stem, _entries.ReadKey));
        }
        catch (SmtpSoarException exception)
        {
            onFailure(exception);
            return null;
        }
    }
}
