using System;
using System.IO;

namespace SmtpSoar.Core.OpenPgp.Keys;

/// <summary>Looks at the version of the first key of a file (RFC 9580, section 5.5.2).</summary>
internal static class PacketVersion
{
    private const int Newest = 4;

    /// <summary>Whether it is newer than the library reads.</summary>
    public static bool IsNewer(byte[] content)
    {
        try
        {
            using var stream = new MemoryStream(content, writable: false);
            using var packets = Org.BouncyCastle.Bcpg.OpenPgp.PgpUtilities.GetDecoderStream(stream);
            return VersionOf(packets) is > Newest and < 16;
        }
        catch (Exception damaged) when (damaged is IOException or ArgumentException)
        {
            return false;
        }
    }

    // The header's length has one, two or five bytes in a new packet, and one, two or four in an old one (section 4.2).
    private static int VersionOf(Stream packets)
    {
        var tag = packets.ReadByte();
        if ((tag & 0x80) == 0)
            return 0;
        var first = (tag & 0x40) != 0 ? packets.ReadByte() : 0;
        var more = (tag & 0x40) == 0 ? 1 << (tag & 3) : first < 192 ? 0 : first < 224 ? 1 : 4;
        for (var i = 0; i < more; i++)
            packets.ReadByte();
        return packets.ReadByte();
    }
}
