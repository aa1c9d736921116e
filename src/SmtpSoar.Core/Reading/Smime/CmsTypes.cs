using System;

namespace SmtpSoar.Core.Reading.Smime;

/// <summary>The types of CMS messages by their object identifiers in DER (RFC 5652, section 4; RFC 3274; RFC 5083).</summary>
internal static class CmsTypes
{
    // 1.2.840.113549.1.7
    private static readonly byte[] Pkcs7 = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07];

    // 1.2.840.113549.1.9.16.1
    private static readonly byte[] SmimeTypes = [0x06, 0x0B, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01];

    /// <summary>Whether it is signed.</summary>
    public static bool IsSigned(byte[] type) => Is(type, Pkcs7, 2);

    /// <summary>Whether its content is encrypted, with a mark of its integrity or without.</summary>
    public static bool IsEncrypted(byte[] type) => IsEnveloped(type) || IsAuthenticated(type);

    /// <summary>Whether its content is encrypted.</summary>
    public static bool IsEnveloped(byte[] type) => Is(type, Pkcs7, 3);

    /// <summary>Whether its content is encrypted with a mark of its integrity (RFC 5083).</summary>
    public static bool IsAuthenticated(byte[] type) => Is(type, SmimeTypes, 23);

    /// <summary>Whether its content is compressed (RFC 3274).</summary>
    public static bool IsCompressed(byte[] type) => Is(type, SmimeTypes, 9);

    private static bool Is(byte[] type, byte[] arc, byte last) =>
        type.Length == arc.Length + 1 && type[arc.Length] == last && type.AsSpan().StartsWith(arc);
}
