using System;
using System.IO;
using SmtpSoar.Core.Reading.Content;

namespace SmtpSoar.Core.Reading.Smime;

/// <summary>Reads elements of BER (X.690, section 8) from a stream.</summary>
/// <param name="stream">The elements.</param>
/// <param name="maxHeld">The bytes that may be held in memory.</param>
internal sealed class BerReader(Stream stream, int maxHeld)
{
    private const int MaxDepth = 40;
    private const int Indefinite = -1;

    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;
    private long _position;
    private long _held;

    /// <summary>The tag of the next element, or <see langword="null"/> at the end of the frame.</summary>
    public byte? Peek(BerFrame frame)
    {
        if (frame.End >= 0 && _position >= frame.End)
            return null;
        if (!Fill(2))
            throw Damaged();
        return frame.End < 0 && _buffer[_start] == 0 && _buffer[_start + 1] == 0 ? null : _buffer[_start];
    }

    /// <summary>Begins an element that has others in it.</summary>
    public BerFrame Enter(byte tag, BerFrame? parent)
    {
        if (parent is not null && Peek(parent) is null || !Fill(1) || Next() != tag)
            throw Damaged();
        var length = ReadLength(null);
        return new BerFrame(length == Indefinite ? Indefinite : _position + length);
    }

    /// <summary>Ends an element, whose parts were all read.</summary>
    public void Leave(BerFrame frame)
    {
        if (Peek(frame) is not null)
            throw Damaged();
        if (frame.End < 0)
        {
            Take();
            Take();
        }
    }

    /// <summary>Reads a whole element.</summary>
    public byte[] ReadElement(BerFrame frame)
    {
        if (Peek(frame) is null)
            throw Damaged();
        using var copy = new MemoryStream();
        Copy(copy, 0);
        return copy.ToArray();
    }

    /// <summary>Reads a whole element, unless the frame ends.</summary>
    public bool TryReadElement(BerFrame frame, out byte[] element)
    {
        var isThere = Peek(frame) is not null;
        element = isThere ? ReadElement(frame) : [];
        return isThere;
    }

    /// <summary>Opens a string of octets, in one piece or in several.</summary>
    public Stream OpenOctets(BerFrame parent)
    {
        if (Peek(parent) is null)
            throw Damaged();
        var isPieces = (Next() & Tags.Constructed) != 0;
        var length = ReadLength(null);
        if (!isPieces)
            return new OctetStream(this, null, length == Indefinite ? throw Damaged() : length);
        return new OctetStream(this, new BerFrame(length == Indefinite ? Indefinite : _position + length), 0);
    }

    private static InvalidDataException Damaged() => new("it is no whole CMS message");

    private void Copy(MemoryStream copy, int depth)
    {
        if (depth > MaxDepth)
            throw Damaged();
        Keep(copy, Take());
        if ((copy.GetBuffer()[copy.Length - 1] & Tags.LongForm) == Tags.LongForm)
            CopyTag(copy);
        var length = ReadLength(copy);
        if (length != Indefinite)
        {
            CopyBytes(copy, length);
            return;
        }

        var frame = new BerFrame(Indefinite);
        while (Peek(frame) is not null)
            Copy(copy, depth + 1);
        Keep(copy, Next());
        Keep(copy, Next());
    }

    private void CopyTag(MemoryStream copy)
    {
        byte next;
        do
            Keep(copy, next = Take());
        while ((next & 0x80) != 0);
    }

    private void CopyBytes(MemoryStream copy, long count)
    {
        if (count + _held > maxHeld)
            throw TooLarge();
        while (count > 0)
        {
            if (!Fill(1))
                throw Damaged();
            var piece = (int)Math.Min(count, _end - _start);
            copy.Write(_buffer, _start, piece);
            Skip(piece);
            _held += piece;
            count -= piece;
        }
    }

    private void Keep(MemoryStream copy, byte value)
    {
        if (++_held > maxHeld)
            throw TooLarge();
        copy.WriteByte(value);
    }

    private ReadLimitException TooLarge() => new(nameof(ReadLimits.MaxSignatureBytes), maxHeld, "a signature or its keys have more bytes");

    private long ReadLength(MemoryStream? copy)
    {
        var first = Take();
        if (copy is not null)
            Keep(copy, first);
        if (first < 0x80)
            return first;
        if (first == 0x80)
            return Indefinite;
        long length = 0;
        for (var left = first & 0x7F; left > 0; left--)
        {
            var next = Take();
            if (copy is not null)
                Keep(copy, next);
            if (length > long.MaxValue >> 9)
                throw Damaged();
            length = (length << 8) | next;
        }

        return length;
    }

    private byte Take() => Fill(1) ? Next() : throw Damaged();

    private byte Next()
    {
        _position++;
        return _buffer[_start++];
    }

    private void Skip(int count) => (_start, _position) = (_start + count, _position + count);

    private bool Fill(int count)
    {
        while (_end - _start < count)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            (_start, _end) = (0, _end - _start);
            var read = stream.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
                return false;
            _end += read;
        }

        return true;
    }

    /// <summary>The bytes of a string of octets.</summary>
    private sealed class OctetStream(BerReader reader, BerFrame? pieces, long length) : ReadOnlyStream
    {
        private long _left = length;
        private bool _isOver;

        public override int Read(byte[] buffer, int offset, int count)
        {
            while (_left == 0 && pieces is not null && !_isOver)
                NextPiece(pieces);
            count = (int)Math.Min(count, _left);
            if (count == 0)
                return 0;
            if (!reader.Fill(1))
                throw Damaged();
            count = Math.Min(count, reader._end - reader._start);
            Buffer.BlockCopy(reader._buffer, reader._start, buffer, offset, count);
            reader.Skip(count);
            _left -= count;
            return count;
        }

        private void NextPiece(BerFrame frame)
        {
            if (reader.Peek(frame) is not { } tag)
            {
                reader.Leave(frame);
                _isOver = true;
                return;
            }

            if (tag != Tags.OctetString)
                throw Damaged();
            reader.Next();
            _left = reader.ReadLength(null);
            if (_left == Indefinite)
                throw Damaged();
        }
    }
}

/// <summary>An element that is being read.</summary>
/// <param name="End">The position behind it, or a negative number where a mark ends it.</param>
internal sealed record BerFrame(long End);

/// <summary>The tags of CMS.</summary>
internal static class Tags
{
    public const byte OctetString = 0x04;
    public const byte Sequence = 0x30;
    public const byte Implicit0 = 0x80;
    public const byte Explicit0 = 0xA0;
    public const byte Constructed = 0x20;
    public const byte LongForm = 0x1F;
}
