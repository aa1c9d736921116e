using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Raw;

namespace SmtpSoar.Core.Composition;

/// <summary>
/// Reads a file whose state was promised. A file that has become another fails the message before its end, so that
/// the server never takes a part of it, or a mixture, for the whole.
/// </summary>
internal sealed class ExactFileReader : IDisposable
{
    private readonly FileStream _file;
    private readonly string _path;
    private readonly string _name;
    private readonly FileStamp _stamp;
    private long _left;

    private ExactFileReader(FileStream file, string path, string name, FileStamp stamp)
    {
        (_file, _path, _name, _stamp) = (file, path, name, stamp);
        _left = stamp.Length;
    }

    /// <summary>Opens the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What the message calls it.</param>
    /// <param name="stamp">The file as it was found.</param>
    public static ExactFileReader Open(string path, string name, FileStamp stamp)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.SequentialScan);
            return new ExactFileReader(file, path, name, stamp);
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Errors.AttachmentChanged.Because(cause, name);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Errors.FileUnreadable.Because(cause, path, cause.Message);
        }
    }

    /// <summary>Fills the buffer up to <paramref name="size"/> bytes; fewer only at the end of the file.</summary>
    public int ReadBlock(byte[] buffer, int size, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var filled = 0;
        int read;
        try
        {
            while (filled < size && (read = _file.Read(buffer, filled, size - filled)) > 0)
                filled += read;
        }
        catch (IOException cause)
        {
            throw Errors.FileUnreadable.Because(cause, _path, cause.Message);
        }

        return Account(filled, size);
    }

    /// <summary>Fills the buffer up to <paramref name="size"/> bytes; fewer only at the end of the file.</summary>
    public async Task<int> ReadBlockAsync(byte[] buffer, int size, CancellationToken cancellationToken)
    {
        var filled = 0;
        int read;
        try
        {
            while (filled < size && (read = await _file.ReadAsync(buffer.AsMemory(filled, size - filled), cancellationToken).ConfigureAwait(false)) > 0)
                filled += read;
        }
        catch (IOException cause)
        {
            throw Errors.FileUnreadable.Because(cause, _path, cause.Message);
        }

        return Account(filled, size);
    }

    public void Dispose() => _file.Dispose();

    private int Account(int filled, int size)
    {
        _left -= filled;
        var ended = filled < size;
        if (_left < 0 || (ended && (_left != 0 || IsRewritten())))
            throw Errors.AttachmentChanged.With(_name);
        return filled;
    }

    // A file that is deleted while it is read stays what it was to its end.
    private bool IsRewritten() => FileStamp.Of(_path) is { Length: >= 0 } now && now != _stamp;
}
