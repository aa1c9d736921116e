using System.IO;
#if NET
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
#endif
using System.Threading;
using SmtpSoar.Core.Assets.Settings;

namespace SmtpSoar.Core.Outbox.Sealing;

/// <summary>Encrypts messages with the first of the asset's keys, and decrypts them with any.</summary>
internal sealed class OutboxSealer : IOutboxSealer
{
#if NET
    private readonly IReadOnlyList<OutboxKey> _keys;

    private OutboxSealer(IReadOnlyList<byte[]> keys) => _keys = [.. keys.Select(key => new OutboxKey(key))];

    /// <summary>The sealer of an asset, or <see langword="null"/> if it has no key.</summary>
    /// <exception cref="SmtpSoarException">The key can't be used.</exception>
    public static OutboxSealer? Of(SmtpAsset? asset)
    {
        var keys = OutboxKeyText.Read(asset?.OutboxKey);
        if (keys.Count == 0)
            return null;
        return AesGcm.IsSupported ? new OutboxSealer(keys) : throw Errors.OutboxKeyUnsupported.With();
    }

    public OutboxContent Write(OutboxDraft draft, string id, Stream stream, CancellationToken cancellationToken)
    {
        var (key, bound) = (_keys[0], BoundEnvelope.Of(draft, id));
        using var stored = new DigestStream(stream);
        using var sealing = new SealingStream(stored, key.Bytes, bound, SealedFormat.NewHeader());
        using var content = new DigestStream(sealing);
        draft.Image.WriteTo(content, cancellationToken);
        sealing.Complete();
        return new OutboxContent(content.Digest(), new OutboxSeal(key.Id, sealing.Written, stored.Digest()));
    }

    /// <summary>Opens a message, or gives <see langword="null"/> where the asset does not have its key.</summary>
    /// <param name="lease">The message as it lies in the store.</param>
    /// <param name="seal">How it is encrypted.</param>
    /// <param name="position">The first byte that is wanted.</param>
    public Stream? TryOpen(IOutboxLease lease, OutboxSeal seal, long position) =>
        _keys.FirstOrDefault(key => key.Id == seal.KeyId) is { } known
            ? new UnsealingStream(lease.OpenMessage, seal.Size, known.Bytes, BoundEnvelope.Of(lease.Record), position)
            : null;
#else
    /// <summary>The .NET Framework has no AES-GCM, so an asset with a key is refused.</summary>
    public static OutboxSealer? Of(SmtpAsset? asset) =>
        OutboxKeyText.Read(asset?.OutboxKey).Count == 0 ? null : throw Errors.OutboxKeyUnsupported.With();

    public OutboxContent Write(OutboxDraft draft, string id, Stream stream, CancellationToken cancellationToken) =>
        throw Errors.OutboxKeyUnsupported.With();

#pragma warning disable CA1822 // Where there are keys it opens with one of them.
    public Stream? TryOpen(IOutboxLease lease, OutboxSeal seal, long position) => throw Errors.OutboxKeyUnsupported.With();
#pragma warning restore CA1822
#endif
}
