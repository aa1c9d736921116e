using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.Files.User;
using SmtpSoar.Core.Vault.Records;

namespace SmtpSoar.Core.Vault;

/// <summary>A folder of files by content. Several processes may use the same one at once.</summary>
public sealed class VaultStore
{
    private const long MaxHeld = 64 * 1024;

    private readonly VaultLayout _layout;
    private readonly VaultRecords _records;
    private readonly TimeProvider _clock;
    private readonly FileLockWait _wait;

    /// <summary>The vault in a folder, which is created when the first file is added.</summary>
    /// <param name="folder">The full path of the folder.</param>
    public VaultStore(string folder)
        : this(folder, TimeProvider.System)
    {
    }

    internal VaultStore(string folder, TimeProvider clock)
    {
        _layout = new VaultLayout(VaultFolder.Check(folder));
        _records = new VaultRecords(_layout);
        _clock = clock;
        _wait = new FileLockWait(Errors.VaultBusy, TimeSpan.FromSeconds(60), clock);
    }

    /// <summary>The full path of the vault's folder.</summary>
    public string Folder => _layout.Root;

    /// <summary>The folder that the variable <c>SMTPSOAR_VAULT</c> names, else <c>SmtpSoar/vault</c> in the user's data folder.</summary>
    public static string DefaultFolder() => VaultFolder.Default();

    /// <summary>Adds a file. Adding the same content under the same name and container again changes nothing.</summary>
    /// <param name="path">The file to add.</param>
    /// <param name="name">The name to show for it; its last path component counts. Default: the file's own.</param>
    /// <param name="containerId">The container it belongs to, if any.</param>
    /// <param name="onWarning">Hears that the file grew, so that only what it had first was added.</param>
    /// <param name="cancellationToken">Stops it; the vault is then as it was before.</param>
    /// <returns>The record, whether new or not.</returns>
    public VaultFile Add(
        string path,
        string? name = null,
        string? containerId = null,
        Action<string>? onWarning = null,
        CancellationToken cancellationToken = default)
    {
        var file = UserFile.Take(path, path, UserFileErrors.VaultSource, MaxHeld, cancellationToken);
        using var source = file.Open(0, cancellationToken);
        var added = Add(source, path, VaultName.Clean(name) ?? Path.GetFileName(path), containerId, cancellationToken);
        if (file.TakeGrowth())
            onWarning?.Invoke(Messages.FileGrew(path, file.Length));
        return added;
    }

    /// <summary>Adds what a stream holds. Adding the same content under the same name and container again changes nothing.</summary>
    /// <param name="content">The content to add. It stays open.</param>
    /// <param name="name">The name to show for it; its last path component counts. Default: the vault id.</param>
    /// <param name="containerId">The container it belongs to, if any.</param>
    /// <param name="cancellationToken">Stops it; the vault is then as it was before.</param>
    /// <returns>The record, whether new or not.</returns>
    public VaultFile Add(Stream content, string? name, string? containerId, CancellationToken cancellationToken = default)
    {
        _ = content ?? throw new ArgumentNullException(nameof(content));
        return Add(content, name ?? "The content", name, containerId, cancellationToken);
    }

    /// <summary>The records that match, newest last.</summary>
    /// <param name="vaultId">Only those of this content.</param>
    /// <param name="name">Only those whose name matches this, with PowerShell's wildcards, in any case.</param>
    /// <param name="containerId">Only those of this container.</param>
    /// <param name="onDamaged">Hears of each record that can't be read. Without it the first such record is thrown.</param>
    public IReadOnlyList<VaultFile> Get(
        string? vaultId = null, string? name = null, string? containerId = null, Action<SmtpSoarException>? onDamaged = null)
    {
        var query = new VaultQuery(vaultId, name, containerId);
        return Reading(() => query.Select(_records, onDamaged ?? (damage => throw damage)));
    }

    /// <summary>The record of a content; where it was added under several names, the one added last.</summary>
    /// <param name="vaultId">40 hex digits, in any case.</param>
    public VaultFile Find(string vaultId)
    {
        var id = VaultId.Parse(vaultId);
        return Reading(() => _records.Latest(id)) ?? throw Errors.VaultFileNotFound.With(id, Folder);
    }

    /// <summary>As <see cref="Find"/>, without an error where the vault has no such content.</summary>
    /// <param name="vaultId">40 hex digits, in any case.</param>
    /// <param name="file">The record.</param>
    public bool TryFind(string vaultId, out VaultFile? file)
    {
        var id = VaultId.Parse(vaultId);
        file = Reading(() => _records.Latest(id));
        return file is not null;
    }

    /// <summary>Removes one record, and the content with the last of its records.</summary>
    /// <param name="file">A record of this vault.</param>
    public void Remove(VaultFile file)
    {
        _ = file ?? throw new ArgumentNullException(nameof(file));
        var id = VaultId.Parse(file.VaultId);
        Remove(id, [_layout.RecordPath(id, file.Name, file.ContainerId)]);
    }

    /// <summary>Removes a content with all its records, damaged ones too.</summary>
    /// <param name="vaultId">40 hex digits, in any case.</param>
    public void Remove(string vaultId)
    {
        var id = VaultId.Parse(vaultId);
        Remove(id, null);
    }

    /// <summary>Reads the content and throws unless it is there and is what was added.</summary>
    /// <param name="file">A record.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public void Verify(VaultFile file, CancellationToken cancellationToken = default)
    {
        _ = file ?? throw new ArgumentNullException(nameof(file));
        VaultVerifier.Verify(_layout, file, cancellationToken);
    }

    private VaultFile Add(Stream content, string description, string? name, string? containerId, CancellationToken cancellationToken) =>
        Changing(() =>
    {
        using var source = new SourceStream(content, description);
        using var incoming = IncomingContent.Receive(_layout, source, cancellationToken);
        return Commit(incoming, name, containerId, cancellationToken);
    });

    private VaultFile Commit(IncomingContent incoming, string? name, string? containerId, CancellationToken cancellationToken)
    {
        var id = incoming.Digest.Sha1;
        var shown = VaultName.Clean(name) ?? id;
        var known = incoming.CompareWithVault(cancellationToken);
        using var exclusive = FileLock.Acquire(_layout.LockPath(id), _wait, cancellationToken);
        incoming.Keep(known, cancellationToken);
        var container = VaultName.CleanContainer(containerId);
        return _records.FindOrWrite(VaultRecord.Create(_layout, incoming.Digest, shown, container, _clock.GetUtcNow()));
    }

    private void Remove(string id, IReadOnlyList<string>? records) => Changing(() =>
    {
        if (!_records.Exists(id, records))
            throw Errors.VaultFileNotFound.With(id, Folder);
        using var exclusive = FileLock.Acquire(_layout.LockPath(id), _wait, CancellationToken.None);
        _records.Delete(id, records);
        return true;
    });

    private T Changing<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Errors.VaultNotWritable.Because(exception, Folder, exception.Message);
        }
    }

    private T Reading<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Errors.VaultNotReadable.Because(exception, Folder, exception.Message);
        }
    }
}
