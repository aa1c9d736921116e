using System.IO;
using System.Text;
using System.Threading;
using SmtpSoar.Core.Vault.Records;

namespace SmtpSoar.Core.Vault;

/// <summary>
/// Which file of the vault lies where: <c>ab/ab12...</c> is content, <c>ab/ab12....KEY.json</c> a record of it.
/// 256 folders keep each short; no path is ever made from what a user called a file.
/// </summary>
internal sealed class VaultLayout(string root)
{
    internal string Root { get; } = root;

    /// <summary>Holds what is not finished yet. Inside the vault, as only there a rename is atomic.</summary>
    internal string TemporaryFolder => Path.Combine(Root, "tmp");

    internal string ContentFolder(string id) => Path.Combine(Root, id[..2]);

    internal string ContentPath(string id) => Path.Combine(ContentFolder(id), id);

    internal string RecordPath(string id, string name, string? containerId) =>
        Path.Combine(ContentFolder(id), $"{id}.{RecordKey(name, containerId)}{VaultRecords.Extension}");

    internal string LockPath(string id) => Path.Combine(Root, "locks", $"{id[..2]}.lock");

    private static string RecordKey(string name, string? containerId)
    {
        // The length keeps name and container apart: neither has a character that the other could not hold.
        var identity = $"{name.Length}:{name}{(containerId is null ? "" : ":" + containerId)}";
        using var text = new MemoryStream(Encoding.UTF8.GetBytes(identity));
        return ContentDigest.Read(text, null, CancellationToken.None).Sha256[..32];
    }
}
