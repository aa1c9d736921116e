using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Vault.Records;

/// <summary>The records of a vault, one file for each content, name and container.</summary>
internal sealed class VaultRecords(VaultLayout layout)
{
    internal const string Extension = ".json";

    /// <summary>All records, or those of one content, in no order.</summary>
    /// <param name="id">The content's vault id, or <see langword="null"/>.</param>
    /// <param name="onDamaged">Hears of each that can't be read.</param>
    internal IEnumerable<VaultFile> Read(string? id, Action<SmtpSoarException> onDamaged)
    {
        var paths = id is null ? Folders().SelectMany(folder => Files(folder, "*")) : Paths(id);
        return paths.Select(path => TryRead(path, onDamaged)).OfType<VaultFile>();
    }

    /// <summary>The newest record of a content. A damaged one counts only if there is no other.</summary>
    internal VaultFile? Latest(string id)
    {
        SmtpSoarException? damage = null;
        var latest = Read(id, found => damage ??= found).OrderBy(file => file, VaultOrder.NewestLast).LastOrDefault();
        return latest is null && damage is not null ? throw damage : latest;
    }

    /// <summary>The record that is there for the same content, name and container, or else this one, written.</summary>
    internal VaultFile FindOrWrite(VaultFile file)
    {
        var path = layout.RecordPath(file.VaultId, file.Name, file.ContainerId);
        if (File.Exists(path) && TryRead(path, _ => { }) is { } present)
            return present;
        using var temporary = new TemporaryFile(layout.TemporaryFolder);
        VaultRecordJson.Write(temporary.Stream, file);
        temporary.Complete();
        temporary.MoveTo(path);
        return file;
    }

    /// <summary>Whether any of these records, or of all records of the content, or the content itself is there.</summary>
    internal bool Exists(string id, IReadOnlyList<string>? paths) => paths is null
        ? File.Exists(layout.ContentPath(id)) || Paths(id).Any()
        : paths.Any(File.Exists);

    /// <summary>Deletes these records, or all of the content, and the content if no record is left.</summary>
    internal void Delete(string id, IReadOnlyList<string>? paths)
    {
        foreach (var path in paths ?? Paths(id).ToList())
            File.Delete(path);
        if (!Paths(id).Any())
            File.Delete(layout.ContentPath(id));
    }

    private static IEnumerable<string> Files(string folder, string id) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, id + ".*" + Extension) : [];

    private IEnumerable<string> Paths(string id) => Files(layout.ContentFolder(id), id);

    private IEnumerable<string> Folders() => Directory.Exists(layout.Root)
        ? Directory.EnumerateDirectories(layout.Root).Where(folder => Hex.IsHex(Path.GetFileName(folder), 2))
        : [];

    private VaultFile? TryRead(string path, Action<SmtpSoarException> onDamaged)
    {
        try
        {
            return VaultRecordJson.Read(layout, Path.GetFileName(path).Split('.')[0], path, SharedRead(path));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // Another process removed it while we were listing.
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            onDamaged(Errors.VaultRecordDamaged.Because(exception, path, exception.Message.TrimEnd('.')));
            return null;
        }
        catch (SmtpSoarException damage)
        {
            onDamaged(damage);
            return null;
        }
    }

    // Shared for deletion, so that on Windows a reader never stands in the way of a change.
    private static byte[] SharedRead(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new MemoryStream();
        file.CopyTo(content);
        return content.ToArray();
    }
}
