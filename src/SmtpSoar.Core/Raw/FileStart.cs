using System;
using System.Threading;
using SmtpSoar.Core.Files.User;

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

    /// <summary>The place in the file at which the message begins: after the byte order mark that some editors put before text.</summary>
    public int Offset { get; }

    public bool IsWholeFile { get; }

    public static FileStart Read(UserFile file, CancellationToken cancellationToken)
    {
        if (file.Length == 0)
            throw Errors.RawEmailEmpty.With(RawSource.File(file.Path));

        var bytes = file.ReadStart(HeaderBlockParser.MaxLength, cancellationToken);
        var offset = MarkLength(bytes.Span, file.Path);
        return new FileStart(bytes.Slice(offset), offset, bytes.Length == file.Length);
    }

    private static int MarkLength(ReadOnlySpan<byte> bytes, string path)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            throw Errors.RawTextUtf16.With(RawSource.File(path));

        return bytes.StartsWith("\uFEFF"u8) ? "\uFEFF"u8.Length : 0;
    }
}
