using System;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Vault.Records;

/// <summary>Makes vault file objects.</summary>
internal static class VaultRecord
{
    internal static VaultFile Create(VaultLayout layout, ContentDigest digest, string name, string? containerId, DateTimeOffset created) =>
        new()
    {
        VaultId = digest.Sha1,
        Name = name,
        Path = layout.ContentPath(digest.Sha1),
        Size = digest.Size,
        ContainerId = containerId,
        ContentType = MediaTypes.ForFileName(name),
        Sha256 = digest.Sha256,
        CreateTime = created,
    };
}
