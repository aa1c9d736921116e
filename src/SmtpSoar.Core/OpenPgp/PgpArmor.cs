using System;
using System.IO;
using System.Text;
using Org.BouncyCastle.Bcpg;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.OpenPgp;

/// <summary>
/// Writes packets as armor (RFC 9580, section 6.2) with the line ends of mail, and without a header that tells which library made it.
/// </summary>
/// <remarks>
/// BouncyCastle's armor goes byte by byte, and leaves two bytes behind for each. The checksum (section 6.1) is for gpg 2.2, which reads
/// past an end without one.
/// </remarks>
internal sealed class PgpArmor : WriteOnlyStream
{
    /// <summary>The kind of encrypted content.</summary>
    public const string Message = "PGP MESSAGE";

    /// <summary>The kind of a signature that stands alone.</summary>
    public const string Signature = "PGP SIGNATURE";

    private const int Group = 3;

    private readonly Stream _output;
    private readonly string _kind;
    private readonly Base64Block _block = new();
    private readonly Crc24 _checksum = new();
    private int _count;
    private bool _hasEnded;

    /// <summary>Begins it.</summary>
    /// <param name="output">The stream that takes it, and stays open.</param>
    /// <param name="kind"><see cref="Message"/> or <see cref="Signature"/>.</param>
    public PgpArmor(Stream output, string kind)
    {
        (_output, _kind) = (output, kind);
        WriteLine("-----BEGIN " + kind + "-----\r\n");
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        for (var end = offset + count; offset < end;)
        {
            var taken = Math.Min(end - offset, Base64Block.MaxPlain - _count);
            Buffer.BlockCopy(buffer, offset, _block.Plain, _count, taken);
            (offset, _count) = (offset + taken, _count + taken);
            if (_count == Base64Block.MaxPlain)
                Encode();
        }
    }

    public override void WriteByte(byte value)
    {
        _block.Plain[_count++] = value;
        if (_count == Base64Block.MaxPlain)
            Encode();
    }

    public override void Flush()
    {
        // Only whole lines go on.
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_hasEnded)
        {
            _hasEnded = true;
            Encode();
            _block.Dispose();
            WriteLine("=" + Checksum());
            WriteLine("-----END " + _kind + "-----");
        }

        base.Dispose(disposing);
    }

    private void Encode()
    {
        var whole = _count - (_count % Group);
        for (var i = 0; i < whole; i += Group)
            _checksum.Update3(_block.Plain, i);
        for (var i = whole; i < _count; i++)
            _checksum.Update(_block.Plain[i]);
        _block.Encode(_count);
        _output.Write(_block.Encoded, 0, _block.EncodedCount);
        _count = 0;
    }

    private string Checksum() =>
        Convert.ToBase64String([(byte)(_checksum.Value >> 16), (byte)(_checksum.Value >> 8), (byte)_checksum.Value]);

    private void WriteLine(string line)
    {
        var bytes = Encoding.ASCII.GetBytes(line + "\r\n");
        _output.Write(bytes, 0, bytes.Length);
    }
}
