#if NET
using System.Security.Cryptography;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Outbox.Sealing;

/// <summary>One key of an outbox.</summary>
/// <param name="bytes">The key.</param>
internal sealed class OutboxKey(byte[] bytes)
{
    private const int IdLength = 8;

    /// <summary>The key.</summary>
    public byte[] Bytes => bytes;

    /// <summary>Names the key in records. Derived one way, so that it tells nothing of the key.</summary>
    public string Id { get; } = Hex.Of(HKDF.Expand(HashAlgorithmName.SHA256, bytes, IdLength, [.. "SmtpSoar outbox key id"u8]));
}
#endif
