#if NET
using System;
using System.IO;
using System.Security.Cryptography;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Outbox.Sealing;

/// <summary>
/// Decrypts a message from one of its bytes on. No byte of a segment is given before all of that segment is found genuine.
/// </summary>
internal sealed class UnsealingStream : ReadOnlyStream
{
    private readonly byte[] _segment = new byte[SealedFormat.SegmentLength];
    private readonly byte[] _sealed = new byte[SealedFormat.SegmentLength];
    private readonly byte[] _header = new byte[SealedFormat.HeaderLength];
    private readonly Stream _inner;
    private readonly AesGcm _cipher;
    private readonly long _size;
    private uint _number;
    private int _skip;
    private int _start;
    private int _end;

    /// <summary>Reads the header.</summary>
    /// <param name="open">Opens the encrypted bytes, from one of them on.</param>
    /// <param name="size">How many they are.</param>
    /// <param name="key">The user's key.</param>
    /// <param name="associatedData">The data that the message is bound to.</param>
    /// <param name="position">The first byte of the message that is wanted.</param>
    /// <exception cref="IOException">They are damaged.</exception>
    public UnsealingStream(Func<long, Stream> open, long size, byte[] key, byte[] associatedData, long position)
    {
        (_number, _skip) = SealedFormat.Locate(position);
        _size = size;
        _inner = open(0);
        try
        {
            Fill(_header, _header.Length);
            if (_header[0] != SealedFormat.HeaderLength || size < SealedFormat.HeaderLength + SealedFormat.TagLength)
                throw Damaged(null);
            if (_number > 0)
            {
                _inner.Dispose();
                _inner = open(_number * (long)SealedFormat.SegmentLength);
            }

            _cipher = SealedFormat.Cipher(key, _header, associatedData);
        }
        catch
        {
            _inner.Dispose();
            throw;
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (_start == _end && Begin < _size)
            ReadSegment();
        var part = Math.Min(count, _end - _start);
        Buffer.BlockCopy(_segment, _start, buffer, offset, part);
        _start += part;
        return part;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _cipher.Dispose();
            _inner.Dispose();
        }

        CryptographicOperations.ZeroMemory(_segment);
        base.Dispose(disposing);
    }

    // The place of the next segment among the encrypted bytes.
    private long Begin => _number == 0 ? SealedFormat.HeaderLength : _number * (long)SealedFormat.SegmentLength;

    private void ReadSegment()
    {
        var length = (int)Math.Min(((_number + 1L) * SealedFormat.SegmentLength) - Begin, _size - Begin);
        var content = length - SealedFormat.TagLength;
        if (content < 0)
            throw Damaged(null);
        Fill(_sealed, length);
        Decrypt(SealedFormat.Nonce(_header, _number, Begin + length == _size), content);
        (_start, _end) = (Math.Min(_skip, content), content);
        _skip = 0;
        _number++;
    }

    private void Decrypt(byte[] nonce, int content)
    {
        try
        {
            _cipher.Decrypt(
                nonce, _sealed.AsSpan(0, content), _sealed.AsSpan(content, SealedFormat.TagLength), _segment.AsSpan(0, content));
        }
        catch (CryptographicException cause)
        {
            throw Damaged(cause);
        }
    }

    private void Fill(byte[] bytes, int count)
    {
        for (var filled = 0; filled < count;)
        {
            var read = _inner.Read(bytes, filled, count - filled);
            filled += read > 0 ? read : throw Damaged(null);
        }
    }

    private static IOException Damaged(Exception? cause) => new("its encrypted content or its addresses are not what was accepted", cause);
}
#endif
