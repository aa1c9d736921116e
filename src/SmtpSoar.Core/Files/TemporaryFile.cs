using System;
using System.IO;

namespace SmtpSoar.Core.Files;

/// <summary>A file that comes into being whole or not at all: written aside, then moved into place. Gone on dispose unless moved.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly string _path;
    private bool _moved;

    /// <param name="folder">The folder that it is written to: only on the same disk as its destination is the move atomic.</param>
    internal TemporaryFile(string folder)
    {
        OwnerOnly.CreateFolder(folder);
        DeleteAbandoned(folder);
        _path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        Stream = OwnerOnly.OpenFile(_path, FileMode.CreateNew);
    }

    internal FileStream Stream { get; }

    /// <summary>Closes the file once it is safe on the disk.</summary>
    internal void Complete()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
    }

    /// <summary>Moves the completed file into place, over what may lie there.</summary>
    internal void MoveTo(string destination)
    {
        OwnerOnly.CreateFolder(Path.GetDirectoryName(destination)!);
#if NET
        File.Move(_path, destination, overwrite: true);
#else
        if (File.Exists(destination))
            File.Replace(_path, destination, null);
        else
            File.Move(_path, destination);
#endif
        _moved = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_moved)
            File.Delete(_path);
    }

    // Files of a process that was killed: a file in use is written to more often than this.
    private static void DeleteAbandoned(string folder)
    {
        var abandoned = DateTime.UtcNow.AddDays(-1);
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            if (File.GetLastWriteTimeUtc(path) < abandoned)
                File.Delete(path);
        }
    }
}
