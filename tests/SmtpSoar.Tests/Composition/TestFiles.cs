using System;
using System.IO;
using System.Threading;
using SmtpSoar.Core.Vault;

namespace SmtpSoar.Tests.Composition;

/// <summary>Files and a vault in a folder that goes away with the test.</summary>
internal sealed class TestFiles : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("composition-");

    public string VaultPath => Path.Combine(_home.FullName, "vault");

    /// <summary>Writes a file.</summary>
    public AttachmentReference Add(string name, byte[] content, string? contentId = null)
    {
        var path = Path.Combine(_home.FullName, name);
        File.WriteAllBytes(path, content);
        return new AttachmentReference { Path = path, ContentId = contentId };
    }

    public AttachmentReference Add(string name, string content = "content", string? contentId = null) =>
        Add(name, System.Text.Encoding.UTF8.GetBytes(content), contentId);

    /// <summary>Puts a file into the vault.</summary>
    public VaultFile AddToVault(string name, string content) =>
        new VaultStore(VaultPath).Add(Add("stored", content).Path!, name, containerId: null, cancellationToken: CancellationToken.None);

    /// <summary>The path of a file that is not there.</summary>
    public string Missing(string name) => Path.Combine(_home.FullName, name);

    public void Dispose() => _home.Delete(recursive: true);
}
