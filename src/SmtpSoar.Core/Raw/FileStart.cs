using System;
using System.IO;

namespace SmtpSoar.Core.Raw;

/// <summary>As much of a message file as its header may take.</summary>
internal sealed class FileStart
{
    private FileStart(ReadOnlyMemory<byte> bytes, int offset, bool isWholeFile)
    {
        Bytes = bytes;
        Offset = offset;
        IsWholeFile = isWholeFile;
    }

    /// <summary>The message's first bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Where in the file the message begins: after the byte order mark that some editors put before text.</summary>
    public int Offset { get; }

    public bool IsWholeFile { get; }

    public static FileStart Read(string path)
    {
        using var stream = RawFile.Open(path);
        if (stream.Length == 0)
            throw Errors.RawEmailEmpty.With(RawSource.File(path));

        var bytes = new byte[Math.Min(stream.Length, HeaderBlockParser.MaxLength)];
        var count = Fill(stream, bytes, path);
        var offset = MarkLength(bytes.AsSpan(0, count), path);
        return new FileStart(bytes.AsMemory(offset, count - offset), offset, count == stream.Length);
    }

    private static int Fill(FileStream stream, byte[] bytes, string path)
    {
        var count = 0;
        try
        {
            int read;
            while ((read = stream.Read(bytes, count, bytes.Length - count)) > 0)
                count += read;
        }
        catch (IOException exception)
        {
            throw RawFile.Unreadable(path, exception);
        }

        return count;
    }

    private static int MarkLength(ReadOnlySpan<byte> bytes, string path)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            throw Errors.RawTextUtf16.With(RawSource.File(path));

        return bytes.StartsWith("\uFEFF"u8) ? "\uFEFF"u8.Length : 0;
    }
}
