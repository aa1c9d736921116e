using System;
using System.Runtime.InteropServices;

namespace SmtpSoar.Core.Raw.Text;

/// <summary>Searches in bytes that .NET Framework has no method for.</summary>
internal static class ByteScan
{
    private const ulong HighBits = 0x8080808080808080;

    /// <summary>Whether any byte is beyond ASCII.</summary>
    public static bool HasEightBit(ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            if ((word & HighBits) != 0)
                return true;
        }

        foreach (var value in bytes.Slice(words.Length * sizeof(ulong)))
        {
            if (value > 0x7F)
                return true;
        }

        return false;
    }

    /// <summary>Whether any byte is NUL.</summary>
    public static bool HasNul(ReadOnlySpan<byte> bytes) => bytes.IndexOf((byte)0) >= 0;
}
