using System;
using System.IO;
using System.Linq;
using System.Text;
using SmtpSoar.Core.Vault;
using Xunit;

namespace SmtpSoar.Tests.Vault;

/// <summary>A vault that an earlier version filled.</summary>
public sealed class EarlierVaultTests : IDisposable
{
    private const string Alert = "2af992f7fb508c6370e8c90520dd09e14d8402f5";

    private readonly string _home = Directory.CreateTempSubdirectory("earlier-").FullName;

    [Fact]
    public void Vault_OfAnEarlierVersion_IsReadAddedToAndRemovedFrom()
    {
        var folder = Path.Combine(_home, "vault");
        EarlierData.CopyTo("vault", folder);
        var vault = new VaultStore(folder);

        Assert.Equal("alert\n", File.ReadAllText(vault.Find(Alert).Path));
        Assert.True(vault.TryFind("4b61f9110fdc6c1d4ddb0e04f8e31621e755a4f4", out var note));
        Assert.Equal("note.txt", note!.Name);
        vault.Verify(note);

        Assert.Equal(Alert, vault.Add(new MemoryStream(Encoding.UTF8.GetBytes("alert\n")), "third.log", null).VaultId);
        vault.Remove(note);

        Assert.False(vault.TryFind(note.VaultId, out _));
        Assert.Equal(["again.log", "alert.log", "third.log"], Directory.GetFiles(folder, Alert + ".*.json", SearchOption.AllDirectories)
            .Select(file => new[] { "again.log", "alert.log", "third.log" }.Single(File.ReadAllText(file).Contains)).Order());
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);
}
