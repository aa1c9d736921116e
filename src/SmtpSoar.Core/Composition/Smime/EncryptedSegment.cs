using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition.Rendering;

namespace SmtpSoar.Core.Composition.Smime;

/// <summary>Other segments, encrypted while they are written: AES-256 in CBC mode (RFC 3565). Each write gives the same bytes.</summary>
/// <param name="content">The segments.</param>
/// <param name="key">The key.</param>
/// <param name="iv">The initialization vector.</param>
internal sealed class EncryptedSegment(IReadOnlyList<IContentSegment> content, byte[] key, byte[] iv) : IContentSegment
{
    private const int BlockLength = 16;

    // Padding fills the last block, or is one (RFC 5652, section 6.3).
    public long Length { get; } = ((CompositeSegment.LengthOf(content) / BlockLength) + 1) * BlockLength;

    public bool IsFreeOfDots => false;

    // Binary content has no lines: it goes within base64.
    public void CheckLines(LineEndCheck check, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void WriteTo(Stream stream, CancellationToken cancellationToken)
    {
        using var aes = Aes.Create();
        using var encryptor = aes.CreateEncryptor(key, iv);
        using var encrypted = new CryptoStream(stream, encryptor, CryptoStreamMode.Write, leaveOpen: true);
        foreach (var segment in content)
            segment.WriteTo(encrypted, cancellationToken);
        encrypted.FlushFinalBlock();
    }

    public async Task WriteToAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var aes = Aes.Create();
        using var encryptor = aes.CreateEncryptor(key, iv);
        using var encrypted = new CryptoStream(stream, encryptor, CryptoStreamMode.Write, leaveOpen: true);
        foreach (var segment in content)
            await segment.WriteToAsync(encrypted, cancellationToken).ConfigureAwait(false);
        encrypted.FlushFinalBlock();
    }
}
