namespace SmtpSoar.Core.Outbox.Sealing;

/// <summary>How a message's bytes are encrypted in a store.</summary>
/// <param name="KeyId">Which key it was. It tells nothing of the key.</param>
/// <param name="Size">The size of the encrypted bytes.</param>
/// <param name="Sha256">The digest of the encrypted bytes, in lower-case hex.</param>
internal sealed record OutboxSeal(string KeyId, long Size, string Sha256);
