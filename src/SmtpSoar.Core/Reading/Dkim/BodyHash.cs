using System;
using System.IO;
using System.Security.Cryptography;
using SmtpSoar.Core.Reading.Content;

namespace SmtpSoar.Core.Reading.Dkim;

/// <summary>Takes the hash of a body in one of its canonical forms (RFC 6376, sections 3.4.3 and 3.4.4), without holding it.</summary>
internal sealed class BodyHash : IDisposable
{
    private readonly bool _isRelaxed;
    private readonly IncrementalHash _hash;
    private readonly byte[] _output = new byte[64 * 1024];
    private long _left;
    private int _count;
    private long _emptyLines;
    private bool _hasBlank;
    private bool _isInLine;
    private bool _afterReturn;

    private BodyHash(bool isRelaxed, HashAlgorithmName algorithm, long length)
    {
        (_isRelaxed, _left) = (isRelaxed, length);
        _hash = IncrementalHash.CreateHash(algorithm);
    }

    /// <summary>The bytes of the canonical form.</summary>
    public long Length { get; private set; }

    /// <summary>The hash.</summary>
    /// <param name="body">The body. Its lines end with CRLF.</param>
    /// <param name="isRelaxed">Whether blanks are made alike.</param>
    /// <param name="algorithm">The hash.</param>
    /// <param name="signed">The bytes that were signed: the tag l=.</param>
    /// <param name="context">The limits.</param>
    /// <param name="length">The bytes that the body has.</param>
    public static byte[] Of(Stream body, bool isRelaxed, HashAlgorithmName algorithm, long signed, ReadContext context, out long length)
    {
        using var hash = new BodyHash(isRelaxed, algorithm, signed);
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = body.Read(buffer, 0, buffer.Length)) > 0)
        {
            context.CountDecoded(count);
            for (var index = 0; index < count; index++)
                hash.Add(buffer[index]);
        }

        var digest = hash.Finish();
        length = hash.Length;
        return digest;
    }

    public void Dispose() => _hash.Dispose();

    private void Add(byte value)
    {
        if (_afterReturn && value != '\n')
            AddByte((byte)'\r');
        _afterReturn = value == '\r';
        if (value == '\n')
            EndLine();
        else if (_afterReturn)
            return;
        else if (_isRelaxed && value is (byte)' ' or (byte)'\t')
            _hasBlank = true;
        else
            AddByte(value);
    }

    private void AddByte(byte value)
    {
        for (; _emptyLines > 0; _emptyLines--)
            PutLineEnd();
        if (_hasBlank)
            Put((byte)' ');
        _hasBlank = false;
        Put(value);
        _isInLine = true;
    }

    // Empty lines count only if another line follows.
    private void EndLine()
    {
        if (_isInLine)
            PutLineEnd();
        else
            _emptyLines++;
        (_isInLine, _hasBlank) = (false, false);
    }

    private byte[] Finish()
    {
        if (_afterReturn)
            AddByte((byte)'\r');
        if (_isInLine || (!_isRelaxed && Length == 0))
            PutLineEnd();
        _hash.AppendData(_output, 0, _count);
        return _hash.GetHashAndReset();
    }

    private void PutLineEnd()
    {
        Put((byte)'\r');
        Put((byte)'\n');
    }

    private void Put(byte value)
    {
        Length++;
        if (_left-- <= 0)
            return;
        if (_count == _output.Length)
        {
            _hash.AppendData(_output, 0, _count);
            _count = 0;
        }

        _output[_count++] = value;
    }
}
