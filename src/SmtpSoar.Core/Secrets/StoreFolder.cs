using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.Secrets.Protection;

namespace SmtpSoar.Core.Secrets;

/// <summary>Knows the files of the store's folder, and lets only the owner look into it.</summary>
internal sealed class StoreFolder(string dataFolder)
{
    private const string Extension = ".secret";

    internal string Root { get; } = Path.Combine(dataFolder, "secrets");

    internal string KeyPath => Path.Combine(Root, "key");

    internal string TemporaryFolder => Path.Combine(Root, "tmp");

    internal string EntryPath(string stem) => Path.Combine(Root, stem + Extension);

    internal string LockPath(string stem) => Path.Combine(Root, "locks", stem + ".lock");

    /// <summary>Makes the folder unless it is there.</summary>
    /// <returns>Whether it had to be made.</returns>
    internal bool Create()
    {
        Check();
        if (Directory.Exists(Root))
            return false;
        OwnerOnly.CreateFolder(Root);
        return true;
    }

    /// <summary>The stems of all entries of a collection.</summary>
    internal IEnumerable<string> Stems(string collection)
    {
        Check();
        return Directory.Exists(Root)
            ? Directory.EnumerateFiles(Root, $"{collection}-*{Extension}").Select(Path.GetFileNameWithoutExtension).OfType<string>()
            : [];
    }

    /// <summary>Whether anything is there that is protected in this way.</summary>
    internal bool HasEntries(ProtectionKind kind) => Stems("*").Any(stem => KindOf(stem) == kind);

    /// <summary>A file's content, or <see langword="null"/> if there is no file.</summary>
    internal byte[]? ReadFile(string path)
    {
        Check();
        try
        {
            PermissionCheck.RefuseAny(path, () => Errors.StoreRightsTooWide);
            PermissionCheck.RefuseOtherOwner(path, Errors.StoreOwnerForeign);
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private ProtectionKind? KindOf(string stem)
    {
        try
        {
            return ReadFile(EntryPath(stem)) is { } content ? Envelope.Parse(content, stem).Kind : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private void Check()
    {
        if (Directory.Exists(dataFolder))
        {
            PermissionCheck.RefuseOtherOwner(dataFolder, Errors.StoreOwnerForeign);
            PermissionCheck.RefuseWriting(dataFolder, Errors.StoreRightsTooWide);
        }

        if (Directory.Exists(Root))
        {
            PermissionCheck.RefuseOtherOwner(Root, Errors.StoreOwnerForeign);
            PermissionCheck.RefuseAny(Root, () => Errors.StoreRightsTooWide);
        }
    }
}
