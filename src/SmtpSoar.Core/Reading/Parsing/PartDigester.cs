using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Security.Cryptography;
using MimeKit;
using MimeKit.Encodings;
using SmtpSoar.Core.Reading.Content;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Reading.Parsing;

/// <summary>Decodes the content of a part as it comes by, takes its digest, and keeps the first bytes of a text.</summary>
internal sealed class PartDigester : IDisposable
{
    private const int MaxLineEnd = 2;

    private readonly ReadContext _context;
    private readonly IMimeDecoder? _decoder;
    private readonly MemoryStream? _text;
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _sha1;
    private readonly byte[] _held = new byte[MaxLineEnd];
    private byte[] _decoded = [];
    private int _heldCount;
    private long _rawSize;
    private long _size;

    [SuppressMessage("Security", "CA5350", Justification = "SOAR's vault ids are SHA-1. The SHA-256 stands beside it.")]
    public PartDigester(ReadContext context, ContentEncoding encoding, bool isText)
    {
        _context = context;
        _sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        _text = isText ? new MemoryStream() : null;
        _decoder = DecodedContent.DecoderOf(encoding);
    }

    /// <summary>The bytes of a text so far, up to the limit.</summary>
    public byte[]? Text => _text?.ToArray();

    /// <summary>Whether the text has more bytes than are kept.</summary>
    public bool IsTextCut => _text is not null && _size > _text.Length;

    /// <summary>Takes bytes as they stand in the mail. The last two wait: a line end before a boundary is no content.</summary>
    public void Add(byte[] buffer, int offset, int count)
    {
        _context.CountDecoded(count);
        if (count < MaxLineEnd)
        {
            AddFew(buffer, offset, count);
            return;
        }

        Decode(_held, 0, _heldCount);
        Decode(buffer, offset, count - MaxLineEnd);
        Buffer.BlockCopy(buffer, offset + count - MaxLineEnd, _held, 0, MaxLineEnd);
        _heldCount = MaxLineEnd;
    }

    /// <summary>The digest of the first bytes that were taken.</summary>
    /// <param name="length">The bytes of the content as it stands in the mail: all that were taken, but for a line end.</param>
    public PartDigest Finish(long length)
    {
        Decode(_held, 0, (int)Math.Max(0, Math.Min(_heldCount, length - _rawSize)));
        return new PartDigest(_size, Hex.Of(_sha1.GetHashAndReset()), Hex.Of(_sha256.GetHashAndReset()));
    }

    public void Dispose()
    {
        _sha1.Dispose();
        _sha256.Dispose();
        _text?.Dispose();
    }

    private void AddFew(byte[] buffer, int offset, int count)
    {
        for (var index = offset; index < offset + count; index++)
        {
            if (_heldCount == MaxLineEnd)
            {
                Decode(_held, 0, 1);
                (_held[0], _heldCount) = (_held[1], 1);
            }

            _held[_heldCount++] = buffer[index];
        }
    }

    private void Decode(byte[] buffer, int offset, int count)
    {
        _rawSize += count;
        if (count == 0)
            return;
        if (_decoder is null)
        {
            Take(buffer, offset, count);
            return;
        }

        var room = _decoder.EstimateOutputLength(count);
        if (_decoded.Length < room)
            _decoded = new byte[room];
        Take(_decoded, 0, _decoder.Decode(buffer, offset, count, _decoded));
    }

    private void Take(byte[] buffer, int offset, int count)
    {
        _size += count;
        _sha1.AppendData(buffer, offset, count);
        _sha256.AppendData(buffer, offset, count);
        if (_text is not null && _text.Length < _context.Limits.MaxTextBytes)
            _text.Write(buffer, offset, (int)Math.Min(count, _context.Limits.MaxTextBytes - _text.Length));
    }
}
