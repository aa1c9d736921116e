using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Vault;

/// <summary>The digest that identifies a content.</summary>
internal sealed record ContentDigest(long Size, string Sha1, string Sha256)
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Reads a stream to its end, once, for both hashes, and copies it on the way.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "SOAR's vault ids are SHA-1. What guards the content is the SHA-256 beside it.")]
    internal static ContentDigest Read(Stream source, Stream? copy, CancellationToken cancellationToken)
    {
        using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        long size = 0;
        while (Next(source, buffer, cancellationToken) is var count and > 0)
        {
            sha1.AppendData(buffer, 0, count);
            sha256.AppendData(buffer, 0, count);
            copy?.Write(buffer, 0, count);
            size += count;
        }

        return new ContentDigest(size, Hex.Of(sha1.GetHashAndReset()), Hex.Of(sha256.GetHashAndReset()));
    }

    /// <summary>
    /// Whether both are of the same content. Two contents made to have the same SHA-1 are an error: a vault id could mean either.
    /// </summary>
    internal bool IsSameAs(ContentDigest other)
    {
        if (Sha1 == other.Sha1 && Sha256 != other.Sha256)
            throw Errors.VaultIdCollision.With(Sha1);
        return this == other;
    }

    private static int Next(Stream source, byte[] buffer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return source.Read(buffer, 0, buffer.Length);
    }
}
