#if NET
using System;
using System.IO;
using System.Security.Cryptography;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Outbox.Sealing;

/// <summary>Encrypts what is written, one segment after the other.</summary>
/// <param name="inner">The stream that takes the encrypted bytes. It stays open.</param>
/// <param name="key">The user's key.</param>
/// <param name="associatedData">The data that the message is bound to.</param>
/// <param name="header">A new header: one is never used again with the same key.</param>
internal sealed class SealingStream(Stream inner, byte[] key, byte[] associatedData, byte[] header) : WriteOnlyStream
{
    private readonly byte[] _segment = new byte[SealedFormat.SegmentLength];
    private readonly byte[] _sealed = new byte[SealedFormat.SegmentLength];
    private AesGcm? _cipher;
    private uint _number;
    private int _filled;

    /// <summary>How many encrypted bytes were written.</summary>
    public long Written { get; private set; }

    public override void Write(byte[] buffer, int offset, int count)
    {
        while (count > 0)
        {
            // Only another byte tells that a full segment is not the last.
            if (_filled == SealedFormat.Capacity(_number))
                WriteSegment(isLast: false);
            var part = Math.Min(count, SealedFormat.Capacity(_number) - _filled);
            Buffer.BlockCopy(buffer, offset, _segment, _filled, part);
            (_filled, offset, count) = (_filled + part, offset + part, count - part);
        }
    }

    /// <summary>Writes the last segment. Without it nothing of the message can be read to its end.</summary>
    public void Complete() => WriteSegment(isLast: true);

    public override void Flush()
    {
        // The bytes that are here are no segment yet.
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _cipher?.Dispose();
        CryptographicOperations.ZeroMemory(_segment);
        base.Dispose(disposing);
    }

    private void WriteSegment(bool isLast)
    {
        if (_cipher is null)
        {
            _cipher = SealedFormat.Cipher(key, header, associatedData);
            Put(header, header.Length);
        }

        var nonce = SealedFormat.Nonce(header, _number, isLast);
        _cipher.Encrypt(
            nonce, _segment.AsSpan(0, _filled), _sealed.AsSpan(0, _filled), _sealed.AsSpan(_filled, SealedFormat.TagLength));
        Put(_sealed, _filled + SealedFormat.TagLength);
        _number = checked(_number + 1);
        _filled = 0;
    }

    private void Put(byte[] bytes, int count)
    {
        inner.Write(bytes, 0, count);
        Written += count;
    }
}
#endif
