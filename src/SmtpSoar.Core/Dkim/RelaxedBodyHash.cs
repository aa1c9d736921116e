using System;
using System.Buffers;
using System.Security.Cryptography;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Dkim;

/// <summary>Hashes a body in its relaxed form while it is written (RFC 6376, section 3.4.4), with SHA-256.</summary>
/// <remarks>Each CR of what is written is followed by LF, in the same chunk or in the next one, and each LF preceded by CR.</remarks>
internal sealed class RelaxedBodyHash : WriteOnlyStream
{
    // Hashing takes few large pieces sooner than many lines.
    private const int Capacity = 64 * 1024;

    private static readonly byte[] LineEnd = [(byte)'\r', (byte)'\n'];

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _canonical = ArrayPool<byte>.Shared.Rent(Capacity);
    private int _count;
    private long _lineEnds;
    private bool _hasBlank;
    private bool _hasText;

    public override void Write(byte[] buffer, int offset, int count) => Add(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    /// <summary>Ends the body. Nothing is written after it.</summary>
    public byte[] Finish()
    {
        // Empty lines at the end are no part of it, and a body without text is empty.
        if (_hasText)
            Put(LineEnd);
        Empty();
        return _hash.GetHashAndReset();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            ArrayPool<byte>.Shared.Return(_canonical);
        }

        base.Dispose(disposing);
    }

    private void Add(ReadOnlySpan<byte> chunk)
    {
        while (!chunk.IsEmpty)
        {
            var length = chunk.IndexOfAny((byte)'\r', (byte)' ', (byte)'\t');
            if (length == 0 || chunk[0] == '\n')
            {
                AddMark(chunk[0]);
                chunk = chunk.Slice(1);
                continue;
            }

            AddText(length < 0 ? chunk : chunk.Slice(0, length));
            chunk = length < 0 ? default : chunk.Slice(length);
        }
    }

    // A blank counts only before text. LF goes with the CR before it.
    private void AddMark(byte mark)
    {
        if (mark == '\r')
            _lineEnds++;
        if (mark != '\n')
            _hasBlank = mark != '\r';
    }

    private void AddText(ReadOnlySpan<byte> text)
    {
        for (; _lineEnds > 0; _lineEnds--)
            Put(LineEnd);
        if (_hasBlank)
            Put([(byte)' ']);
        _hasBlank = false;
        _hasText = true;
        Put(text);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_count == Capacity)
                Empty();
            var fitting = bytes.Slice(0, Math.Min(bytes.Length, Capacity - _count));
            fitting.CopyTo(_canonical.AsSpan(_count));
            _count += fitting.Length;
            bytes = bytes.Slice(fitting.Length);
        }
    }

    private void Empty()
    {
        _hash.AppendData(_canonical, 0, _count);
        _count = 0;
    }
}
