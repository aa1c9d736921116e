using System.Security.Cryptography;

namespace SmtpSoar.Core;

/// <summary>SHA-256 of a few bytes.</summary>
internal static class Sha256Digest
{
    /// <summary>In lower-case hex.</summary>
    internal static string Of(byte[] content)
    {
#if NET
        return Hex.Of(SHA256.HashData(content));
#else
        using var sha = SHA256.Create();
        return Hex.Of(sha.ComputeHash(content));
#endif
    }
}
