using System;
using System.Linq;
using System.Text;
using SmtpSoar.Core.Secrets.Protection;

namespace SmtpSoar.Core.Secrets;

/// <summary>
/// An entry as it lies on the disk: a mark, the format's version, the kind of protection, the length of the key in two
/// bytes, the key in UTF-8, then what the protection made. All before the last is protected against change.
/// </summary>
internal sealed class Envelope
{
    internal const byte Version = 1;

    private const int KeyStart = 12;

    private static readonly byte[] Mark = [.. "SmtpSoar"u8];

    private Envelope(StoreKey key, ProtectionKind kind, byte[] header, byte[] body)
    {
        Key = key;
        Kind = kind;
        Header = header;
        Body = body;
    }

    internal StoreKey Key { get; }

    internal ProtectionKind Kind { get; }

    internal byte[] Header { get; }

    internal byte[] Body { get; }

    internal static byte[] MakeHeader(StoreKey key, ProtectionKind kind)
    {
        var name = Encoding.UTF8.GetBytes(key.Id);
        return [.. Mark, Version, (byte)kind, (byte)(name.Length >> 8), (byte)name.Length, .. name];
    }

    /// <summary>Takes a file's content apart.</summary>
    /// <exception cref="FormatException">It is none of ours.</exception>
    internal static Envelope Parse(byte[] content, string description)
    {
        if (content.Length < KeyStart || !content.Take(Mark.Length).SequenceEqual(Mark) || content[Mark.Length] == 0)
            throw new FormatException("it does not begin as it should");
        if (content[Mark.Length] > Version)
            throw Errors.StoreEntryNewer.With(description, content[Mark.Length]);
        var end = KeyStart + (content[KeyStart - 2] << 8) + content[KeyStart - 1];
        if (content.Length < end)
            throw new FormatException("it is cut off");
        var key = StoreKey.Parse(Encoding.UTF8.GetString(content, KeyStart, end - KeyStart));
        return new Envelope(key, (ProtectionKind)content[Mark.Length + 1], [.. content.Take(end)], [.. content.Skip(end)]);
    }
}
