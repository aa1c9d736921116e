using System;
using System.Threading;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Vault;

/// <summary>Finds out whether a content is still what was added.</summary>
internal static class VaultVerifier
{
    internal static void Verify(VaultLayout layout, VaultFile file, CancellationToken cancellationToken)
    {
        var id = VaultId.Parse(file.VaultId);
        var name = SafeText.Of(file.Name);
        var path = string.IsNullOrEmpty(file.Path) ? layout.ContentPath(id) : file.Path;
        var found = StoredContent.TryRead(path, cancellationToken)
            ?? throw Errors.VaultContentMissing.With(name, id, path);
        if (Difference(file, id, found) is { } difference)
            throw Errors.VaultFileChanged.With(name, id, difference);
    }

    private static string? Difference(VaultFile file, string id, ContentDigest found)
    {
        if (found.Size != file.Size)
            return "size";
        if (found.Sha1 != id)
            return "SHA-1";
        return string.Equals(found.Sha256, file.Sha256, StringComparison.OrdinalIgnoreCase) ? null : "SHA-256";
    }
}
