using System;
using System.IO;

namespace SmtpSoar.Core.Raw;

/// <summary>What tells one state of a file from another.</summary>
internal readonly record struct FileStamp(long Length, DateTime LastWriteTimeUtc)
{
    /// <summary>The stamp of a file; that of one that is not there equals no other.</summary>
    public static FileStamp Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc) : new FileStamp(-1, default);
    }
}
