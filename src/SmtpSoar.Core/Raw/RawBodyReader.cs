using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

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
    private long _remaining;

    public RawBodyReader(RawBody body)
    {
        _body = body;
        _stream = body.Open();
        _remaining = body.Length;
        _input = ArrayPool<byte>.Shared.Rent(NextLength);
        _output = ArrayPool<byte>.Shared.Rent(LineEndNormalizer.MaxOutput(NextLength));
        Current = new ArraySegment<byte>(_output, 0, 0);
    }

    /// <summary>The chunk, until the next is read. It may be empty.</summary>
    public ArraySegment<byte> Current { get; private set; }

    private int NextLength => (int)Math.Min(_remaining, ChunkLength);

    /// <summary>Reads the next chunk.</summary>
    /// <returns><see langword="false"/> at the end.</returns>
    public bool Read()
    {
        if (_remaining == 0)
            return false;

        try
        {
            return Accept(_stream.Read(_input, 0, NextLength));
        }
        catch (IOException exception)
        {
            throw _body.ReadFailure(exception);
        }
    }

    /// <inheritdoc cref="Read"/>
    public async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (_remaining == 0)
            return false;

        try
        {
            return Accept(await _stream.ReadAsync(_input.AsMemory(0, NextLength), cancellationToken).ConfigureAwait(false));
        }
        catch (IOException exception)
        {
            throw _body.ReadFailure(exception);
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        ArrayPool<byte>.Shared.Return(_input);
        ArrayPool<byte>.Shared.Return(_output);
    }

    private bool Accept(int count)
    {
        if (count == 0)
            throw _body.Changed();

        _remaining -= count;
        if (_remaining == 0)
            _body.EnsureUnchanged();

        var length = _normalizer.Convert(_input.AsSpan(0, count), _output);
        if (_remaining == 0)
            length += _normalizer.Finish(_output.AsSpan(length));
        Current = new ArraySegment<byte>(_output, 0, length);
        return true;
    }
}
