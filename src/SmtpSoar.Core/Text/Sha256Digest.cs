using System.Security.Cryptography;

namespace SmtpSoar.Core.Text;

/// <summary>SHA-256 of a few bytes.</summary>
internal static class Sha256Digest
{
    /// <summary>In lower-case hex.</summary>
    internal static string Of(byte[] content) => Hex.Of(Bytes(content));

    /// <summary>As 32 bytes.</summary>
    internal static byte[] Bytes(byte[] content)
    {
#if NET
        return SHA256.HashData(content);
#else
        using var sha = SHA256.Create();
        return sha.ComputeHash(content);
#endif
    }
}
