using System;
using System.Buffers;
using System.IO;
using System.Threading;
using SmtpSoar.Core.Raw.Text;

namespace SmtpSoar.Core.Raw;

/// <summary>Reads a body once, in chunks as they go out. The last chunk comes only if the body did not change meanwhile.</summary>
internal sealed class RawBodyReader : IDisposable
{
    private const int ChunkLength = 128 * 1024;

    private readonly RawBody _body;
    private readonly Stream _stream;
    private readonly LineEndNormalizer _normalizer = new();
    private readonly byte[] _input;
    private readonly byte[] _output;
    private readonly CancellationToken _stop;
    private long _remaining;

    public RawBodyReader(RawBody body, CancellationToken cancellationToken)
    {
        _body = body;
        _stop = cancellationToken;
        _stream = body.Open(cancellationToken);
        _remaining = body.Length;
        _input = ArrayPool<byte>.Shared.Rent(NextLength);
        _output = ArrayPool<byte>.Shared.Rent(LineEndNormalizer.MaxOutput(NextLength));
        Current = new ArraySegment<byte>(_output, 0, 0);
    }

    /// <summary>The chunk, until the next is read. It may be empty.</summary>
    public ArraySegment<byte> Current { get; private set; }

    /// <summary>Whether the chunk is the last one.</summary>
    public bool IsLast => _remaining == 0;

    private int NextLength => (int)Math.Min(_remaining, ChunkLength);

    /// <summary>Reads the next chunk.</summary>
    /// <returns><see langword="false"/> at the end.</returns>
    public bool Read()
    {
        _stop.ThrowIfCancellationRequested();
        if (_remaining == 0)
            return false;

        var count = _stream.Read(_input, 0, NextLength);
        if (count == 0)
            throw _body.Changed();
        Accept(count);
        return true;
    }

    public void Dispose()
    {
        _stream.Dispose();
        ArrayPool<byte>.Shared.Return(_input);
        ArrayPool<byte>.Shared.Return(_output);
    }

    private void Accept(int count)
    {
        _remaining -= count;
        var length = _normalizer.Convert(_input.AsSpan(0, count), _output);
        if (_remaining == 0)
            length += _normalizer.Finish(_output.AsSpan(length));
        Current = new ArraySegment<byte>(_output, 0, length);
    }
}
