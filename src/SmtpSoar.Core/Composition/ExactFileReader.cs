using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Composition;

/// <summary>
/// Reads a _file whose length was promised. A _file that has become shorter or longer fails the message
/// before its end, so that the server never takes a part of it for the whole.
/// </summary>
internal sealed class ExactFileReader(string path, string name, long length) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.SequentialScan);
    private long _left = length;

    /// <summary>Fills the buffer up to <paramref name="size"/> bytes; fewer only at the end of the _file.</summary>
    public int ReadBlock(byte[] buffer, int size, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var filled = 0;
        int read;
        while (filled < size && (read = _file.Read(buffer, filled, size - filled)) > 0)
            filled += read;
        return Account(filled, size);
    }

    /// <summary>Fills the buffer up to <paramref name="size"/> bytes; fewer only at the end of the _file.</summary>
    public async Task<int> ReadBlockAsync(byte[] buffer, int size, CancellationToken cancellationToken)
    {
        var filled = 0;
        int read;
        while (filled < size && (read = await _file.ReadAsync(buffer.AsMemory(filled, size - filled), cancellationToken).ConfigureAwait(false)) > 0)
            filled += read;
        return Account(filled, size);
    }

    public void Dispose() => _file.Dispose();

    private int Account(int filled, int size)
    {
        _left -= filled;
        var ended = filled < size;
        if (_left < 0 || (ended && _left != 0))
            throw Errors.AttachmentChanged.With(name);
        return filled;
    }
}
