using System.IO;

namespace SmtpSoar.Core.Raw;

/// <summary>The rest of a message file, from the end of its header on.</summary>
internal sealed class FileBody : RawBody
{
    private readonly string _path;
    private readonly long _offset;
    private readonly FileStamp _stamp;

    /// <param name="path">The message file.</param>
    /// <param name="offset">Where the body begins.</param>
    /// <param name="stamp">The file as it was when its header was read.</param>
    public FileBody(string path, long offset, FileStamp stamp)
    {
        _path = path;
        _offset = offset;
        _stamp = stamp;
    }

    public override long Length => _stamp.Length - _offset;

    public override Stream Open()
    {
        var stream = RawFile.Open(_path);
        // Before anything is sent, and the only look at a message that ends with its header.
        if (RawFile.Stamp(_path) != _stamp)
        {
            stream.Dispose();
            throw Changed();
        }

        stream.Position = _offset;
        return stream;
    }

    public override void EnsureUnchanged()
    {
        if (RawFile.Stamp(_path) != _stamp)
            throw Changed();
    }

    public override SmtpSoarException ReadFailure(IOException cause) => RawFile.Unreadable(_path, cause);

    public override SmtpSoarException Changed() => Errors.RawFileChanged.With(_path);
}
