using System;
using System.IO;
using System.Linq;
using SmtpSoar.Core.Vault;
using Xunit;

namespace SmtpSoar.Tests.Vault;

public sealed class VaultFolderTests : VaultTestBase
{
    [Fact]
    public void DefaultFolder_VariableGiven_IsIt()
    {
        var folder = Path.Combine(Home, "named");

        Assert.Equal(folder, VaultFolder.Default($" {folder} ", Home));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void DefaultFolder_NoVariable_IsInTheUsersData(string? variable)
    {
        Assert.Equal(Path.Combine(Home, "SmtpSoar", "vault"), VaultFolder.Default(variable, Home));
    }

    [Fact]
    public void DefaultFolder_RelativeVariable_IsRefused()
    {
        var error = Assert.Throws<SmtpSoarException>(() => VaultFolder.Default("vault", Home));

        Assert.Equal("VaultFolderInvalid", error.ErrorId);
        Assert.Contains("SMTPSOAR_VAULT", error.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void DefaultFolder_AccountWithoutDataFolder_IsRefused()
    {
        Assert.Equal("VaultFolderInvalid", Assert.Throws<SmtpSoarException>(() => VaultFolder.Default(null, "")).ErrorId);
    }

    [Fact]
    public void DefaultFolder_OnThisMachine_IsAFullPath()
    {
        Assert.True(Path.IsPathRooted(VaultStore.DefaultFolder()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("nul\0l")]
    public void Folder_ThatIsNoPath_IsRefused(string folder)
    {
        Assert.Equal("VaultFolderInvalid", Assert.Throws<SmtpSoarException>(() => new VaultStore(folder)).ErrorId);
    }

    [Fact]
    public void Folder_OnUnix_IsOnlyItsOwners()
    {
        if (OperatingSystem.IsWindows())
            return;
        Add("abc");

        var folders = Directory.GetDirectories(Folder, "*", SearchOption.AllDirectories).Append(Folder);
        Assert.All(folders, folder => Assert.Equal("700", Octal(folder)));
        Assert.All(Directory.GetFiles(Folder, "*", SearchOption.AllDirectories), file => Assert.Equal("600", Octal(file)));
    }

    [Fact]
    public void Folder_ManyFiles_SpreadOverSubfolders()
    {
        foreach (var number in Enumerable.Range(0, 50))
            Add($"content {number}", "same-name.txt");

        Assert.All(Vault.Get(), file => Assert.Equal(file.VaultId[..2], Path.GetFileName(Path.GetDirectoryName(file.Path))));
    }

    private static string Octal(string path) => OperatingSystem.IsWindows() ? "" : Convert.ToString((int)File.GetUnixFileMode(path), 8);
}
