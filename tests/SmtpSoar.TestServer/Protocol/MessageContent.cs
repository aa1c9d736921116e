using System;
using System.Security.Cryptography;

namespace SmtpSoar.TestServer;

/// <summary>The bytes of a message while they come: kept, or only counted and hashed.</summary>
internal sealed class MessageContent : IDisposable
{
    private readonly DotDecoder? _decoder;
    private readonly BlockBuffer? _blocks;
    private readonly IncrementalHash? _hash;
    private byte[] _scratch = [];
    private string? _sha256;

    public MessageContent(bool keep, bool chunked)
    {
        _decoder = chunked ? null : new DotDecoder();
        _blocks = keep ? new BlockBuffer() : null;
        _hash = keep ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    }

    public bool IsChunked => _decoder == null;

    public bool IsComplete { get; private set; }

    /// <summary>How many bytes have come.</summary>
    public long WireLength { get; private set; }

    /// <summary>How many bytes the message has.</summary>
    public long Size { get; private set; }

    /// <summary>What has come, without the final dot.</summary>
    public ReadOnlyMemory<byte> Wire { get; private set; }

    /// <summary>Takes what belongs to the message.</summary>
    /// <returns>How many bytes that was.</returns>
    public int Take(ReadOnlySpan<byte> input)
    {
        int used = _decoder == null ? Keep(input, input) : TakeDotted(input, _decoder);
        WireLength += used;
        return used;
    }

    /// <summary>All has come.</summary>
    public void Complete()
    {
        IsComplete = true;
        _scratch = [];
        Wire = _blocks?.Join().AsMemory()[..^(IsChunked ? 0 : 3)] ?? default;
        _sha256 = _hash == null ? null : Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    /// <summary>The message itself.</summary>
    public byte[] Unstuff()
    {
        if (IsChunked || _blocks == null)
        {
            return Wire.ToArray();
        }

        byte[] data = new byte[Wire.Length + 1];
        new DotDecoder().Decode(Wire.Span, data, out int length);
        Array.Resize(ref data, length);
        return data;
    }

    public string Hash() => _sha256 ?? Convert.ToHexStringLower(SHA256.HashData(Unstuff()));

    public void Dispose()
    {
        _hash?.Dispose();
        _blocks?.Dispose();
    }

    private int TakeDotted(ReadOnlySpan<byte> input, DotDecoder decoder)
    {
        if (_scratch.Length <= input.Length)
        {
            _scratch = new byte[input.Length + 1];
        }

        int used = decoder.Decode(input, _scratch, out int length);
        Keep(input[..used], _scratch.AsSpan(0, length));
        if (decoder.IsComplete)
        {
            Complete();
        }

        return used;
    }

    private int Keep(ReadOnlySpan<byte> wire, ReadOnlySpan<byte> data)
    {
        Size += data.Length;
        _blocks?.Append(wire);
        _hash?.AppendData(data);
        return wire.Length;
    }
}
