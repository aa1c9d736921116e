using System;
using System.IO;
using System.Threading;
using Xunit;

namespace SmtpSoar.Tests.Vault;

public sealed class VaultVerifyTests : VaultTestBase
{
    [Fact]
    public void Verify_Unchanged_IsSilent()
    {
        Vault.Verify(Add("abc"));
    }

    [Theory]
    [InlineData("abcd", "its size differs")]
    [InlineData("abd", "its SHA-1 differs")]
    public void Verify_ContentChanged_IsRefused(string content, string difference)
    {
        var file = Add("abc", "report.txt");
        File.WriteAllText(file.Path, content);

        var error = Assert.Throws<SmtpSoarException>(() => Vault.Verify(file));

        Assert.Equal("VaultFileChanged", error.ErrorId);
        Assert.Equal(ErrorKind.SecurityError, error.Kind);
        Assert.Contains("report.txt", error.Message, StringComparison.Ordinal);
        Assert.Contains(difference, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_OtherSha256_IsRefused()
    {
        var file = Add("abc");
        file.Sha256 = new string('0', 64);

        var error = Assert.Throws<SmtpSoarException>(() => Vault.Verify(file));

        Assert.Contains("its SHA-256 differs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_ContentGone_IsRefused()
    {
        var file = Add("abc");
        File.Delete(file.Path);

        var error = Assert.Throws<SmtpSoarException>(() => Vault.Verify(file));

        Assert.Equal("VaultContentMissing", error.ErrorId);
        Assert.Contains(file.Path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_ContentThatTheSystemDoesNotGive_IsRefused()
    {
        var file = Add("abc");
        File.Delete(file.Path);
        Directory.CreateDirectory(file.Path);

        var error = Assert.Throws<SmtpSoarException>(() => Vault.Verify(file));

        Assert.Equal("VaultContentUnreadable", error.ErrorId);
        Assert.Contains(file.Path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_WithoutAPath_ReadsThisVaultsContent()
    {
        var file = Add("abc");
        file.Path = "";

        Vault.Verify(file);
    }

    [Fact]
    public void Verify_Cancelled_Stops()
    {
        Assert.Throws<OperationCanceledException>(() => Vault.Verify(Add("abc"), new CancellationToken(canceled: true)));
    }
}
