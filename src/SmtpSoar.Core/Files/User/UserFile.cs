using System;
using System.Buffers;
using System.IO;
using System.Threading;

namespace SmtpSoar.Core.Files.User;

/// <summary>A file that the user named, in the state in which it was taken. The one place that reads such files.</summary>
/// <remarks>
/// A file that is no longer in that state when it is read fails the reading before its last bytes, so that no reader takes a part of it,
/// or a mixture, for the whole. A file that only grew is read up to the length that it had. A stop ends each wait for the file system.
/// </remarks>
internal sealed class UserFile
{
    /// <summary>The most that is read of a file that does not say its length, such as those in /proc.</summary>
    public const int MaxUnsized = 1024 * 1024;

    private const string Change = "it changed while it was being read.";
    private const int Grown = 1;
    private const int GrowthTold = 2;

    private readonly string _name;
    private readonly UserFileErrors _errors;
    private readonly byte[]? _content;
    private int _growth;

    private UserFile(string path, string name, UserFileErrors errors, FileStamp stamp, byte[]? content, bool hasGrown)
    {
        (Path, _name, _errors, Stamp, _content) = (path, name, errors, stamp, content);
        _growth = hasGrown ? Grown : 0;
    }

    /// <summary>The path, which may be a link.</summary>
    public string Path { get; }

    /// <summary>The state in which it was taken.</summary>
    public FileStamp Stamp { get; }

    /// <summary>The bytes that readers get.</summary>
    public long Length => _content?.Length ?? Stamp.Length;

    /// <summary>Whether its content is in memory.</summary>
    public bool IsHeld => _content is not null;

    /// <summary>Takes a file: it is there, it is a regular file, and it can be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The name for errors that say it changed.</param>
    /// <param name="errors">The errors for its use.</param>
    /// <param name="held">The longest file that is read at once and held in memory.</param>
    /// <param name="stop">Ends the wait for it.</param>
    public static UserFile Take(string path, string name, UserFileErrors errors, long held, CancellationToken stop) =>
        Stoppable.Run(() => Take(path, name, errors, held), stop);

    /// <summary>What is no file, and is read as one: a picture that stood in HTML.</summary>
    public static UserFile Made(string name, byte[] content) => new(name, name, UserFileErrors.Attachment, default, content, hasGrown: false);

    /// <summary>Opens it. The stream ends where the file ended when it was taken.</summary>
    /// <param name="offset">The first byte to read.</param>
    /// <param name="stop">Ends each wait for it.</param>
    public Stream Open(long offset, CancellationToken stop)
    {
        if (_content is not null)
            return new MemoryStream(_content, (int)offset, _content.Length - (int)offset, writable: false);
        return new UserFileStream(Stoppable.Run(() => OpenAt(offset), stop), this, Length - offset, stop);
    }

    /// <summary>The first bytes.</summary>
    /// <param name="count">The number of bytes; fewer where the file is shorter.</param>
    /// <param name="stop">Ends each wait for it.</param>
    public ReadOnlyMemory<byte> ReadStart(int count, CancellationToken stop)
    {
        count = (int)Math.Min(count, Length);
        if (_content is not null)
            return _content.AsMemory(0, count);
        var bytes = new byte[count];
        return bytes.AsMemory(0, FillStart(bytes, count, stop));
    }

    /// <summary>The first bytes, for somebody who only looks at them.</summary>
    /// <param name="count">The number of bytes; fewer where the file is shorter.</param>
    /// <param name="stop">Ends each wait for it.</param>
    public BorrowedBytes BorrowStart(int count, CancellationToken stop)
    {
        count = (int)Math.Min(count, Length);
        if (_content is not null)
            return BorrowedBytes.Of(_content.AsMemory(0, count));
        var bytes = ArrayPool<byte>.Shared.Rent(count);
        try
        {
            return BorrowedBytes.Of(bytes, FillStart(bytes, count, stop));
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(bytes);
            throw;
        }
    }

    /// <summary>Tells, once, whether the file grew since it was taken.</summary>
    public bool TakeGrowth() => Interlocked.CompareExchange(ref _growth, GrowthTold, Grown) == Grown;

    /// <summary>Reads until the count is reached, or the end.</summary>
    internal static int Fill(Stream stream, byte[] bytes, int count)
    {
        var filled = 0;
        int read;
        while (filled < count && (read = stream.Read(bytes, filled, count - filled)) > 0)
            filled += read;
        return filled;
    }

    /// <summary>
    /// Throws unless the path still leads to the file that was taken, or to nothing: a deleted file is whole to those who have it
    /// open.
    /// </summary>
    internal void CheckEnd()
    {
        try
        {
            using var file = UserFileOpener.Open(Path, _errors, out var status);
            Check(status.Stamp);
        }
        catch (SmtpSoarException cause) when (cause.Kind == ErrorKind.ObjectNotFound)
        {
            // Deleted.
        }
        catch (SmtpSoarException cause) when (cause.Definition != _errors.Changed)
        {
            throw _errors.Changed.Because(cause, _name, Change);
        }
    }

    internal SmtpSoarException Changed() => _errors.Changed.With(_name, Change);

    internal SmtpSoarException Unreadable(IOException cause) => UserFileOpener.Unreadable(Path, _errors, cause);

    private int FillStart(byte[] bytes, int count, CancellationToken stop)
    {
        using var stream = Open(0, stop);
        return Fill(stream, bytes, count);
    }

    private static UserFile Take(string path, string name, UserFileErrors errors, long held)
    {
        using var file = UserFileOpener.Open(path, errors, out var status);
        if (status.Stamp.Length > held)
            return new UserFile(path, name, errors, status.Stamp, null, hasGrown: false);
        try
        {
            var content = Read(file, path, status.Stamp.Length);
            var after = FileStatus.Of(file).Stamp;
            var hasGrown = after.Length > Math.Max(status.Stamp.Length, content.Length);
            var isSame = after == status.Stamp || after.HasGrownSince(status.Stamp) || status.Stamp.Length == 0;
            return isSame
                ? new UserFile(path, name, errors, status.Stamp, content, hasGrown)
                : throw errors.Changed.With(name, Change);
        }
        catch (IOException cause)
        {
            throw UserFileOpener.Unreadable(path, errors, cause);
        }
    }

    // Files in /proc say that they have no bytes, those in /sys that they have more than they give. The end is where the system ends it.
    private static byte[] Read(FileStream file, string path, long length)
    {
        var bytes = new byte[length == 0 ? MaxUnsized + 1 : length];
        var count = Fill(file, bytes, bytes.Length);
        if (count > MaxUnsized && length == 0)
            throw Errors.FileSizeUnknown.With(path, MaxUnsized);
        Array.Resize(ref bytes, count);
        return bytes;
    }

    private FileStream OpenAt(long offset)
    {
        var file = Reopen();
        try
        {
            Check(FileStatus.Of(file).Stamp);
            file.Position = offset;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private FileStream Reopen()
    {
        try
        {
            return UserFileOpener.Open(Path, _errors, out _);
        }
        catch (SmtpSoarException cause) when (cause.Definition == _errors.Missing)
        {
            throw _errors.Gone.Because(cause.InnerException, _name);
        }
    }

    private void Check(FileStamp now)
    {
        if (now == Stamp)
            return;
        if (!now.HasGrownSince(Stamp))
            throw Changed();
        Interlocked.CompareExchange(ref _growth, Grown, 0);
    }
}
