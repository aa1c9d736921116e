using System;
using System.IO;
using System.Text;
using SmtpSoar.Core.Vault;

namespace SmtpSoar.Tests.Vault;

/// <summary>A vault in a folder of its own, gone after the test.</summary>
public abstract class VaultTestBase : IDisposable
{
    private readonly SteppingClock _clock = new();

    protected VaultTestBase()
    {
        Home = Directory.CreateTempSubdirectory("vault-tests-").FullName;
        Folder = Path.Combine(Home, "vault");
        Vault = new VaultStore(Folder, _clock);
    }

    protected string Home { get; }

    protected string Folder { get; }

    private protected VaultStore Vault { get; }

    public void Dispose()
    {
        Directory.Delete(Home, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static MemoryStream Content(string text) => new(Encoding.UTF8.GetBytes(text));

    protected VaultFile Add(string text, string? name = "file.txt", string? containerId = null) =>
        Vault.Add(Content(text), name, containerId);

    protected string WriteFile(string name, string text)
    {
        var path = Path.Combine(Home, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Every file of the vault but its locks.</summary>
    protected string[] FilesInVault() => Directory.Exists(Folder)
        ? Array.FindAll(Directory.GetFiles(Folder, "*", SearchOption.AllDirectories), path => !path.EndsWith(".lock", StringComparison.Ordinal))
        : [];

    protected static string RecordOf(VaultFile file) =>
        Directory.GetFiles(Path.GetDirectoryName(file.Path)!, file.VaultId + ".*.json")[0];

    /// <summary>Each look at it finds it a second later.</summary>
    private sealed class SteppingClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now = _now.AddSeconds(1);
    }
}
