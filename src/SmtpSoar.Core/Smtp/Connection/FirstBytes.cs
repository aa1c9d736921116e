using System;
using System.Text;
using SmtpSoar.Core.Smtp.Protocol;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Smtp.Connection;

/// <summary>The first bytes that came from a server: they tell TLS from SMTP in the clear.</summary>
internal sealed class FirstBytes
{
    // RFC 8446, section 5.1: an alert and a handshake message, and the version that each record begins with.
    private const byte Alert = 21;
    private const byte Handshake = 22;
    private const byte Version = 3;

    private const int MaxLength = 100;

    /// <summary>No bytes came.</summary>
    public static readonly FirstBytes None = new([]);

    private readonly byte[] _bytes;

    private FirstBytes(byte[] bytes) => _bytes = bytes;

    /// <summary>Whether they begin a record of TLS.</summary>
    public bool AreTls => _bytes.Length > 1 && _bytes[0] is Alert or Handshake && _bytes[1] == Version;

    /// <summary>Whether they begin a reply of SMTP (RFC 5321, section 4.2).</summary>
    public bool AreReply => ReplyParser.StartsWithCode(Encoding.ASCII.GetString(_bytes));

    /// <summary>Keeps the beginning of what was read.</summary>
    public static FirstBytes Of(ArraySegment<byte> read, int count)
    {
        var bytes = new byte[Math.Min(count, MaxLength)];
        Array.Copy(read.Array!, read.Offset, bytes, 0, bytes.Length);
        return new FirstBytes(bytes);
    }

    /// <summary>The first line.</summary>
    public override string ToString() => SafeText.Of(Encoding.ASCII.GetString(_bytes).Split('\r', '\n')[0]);
}
