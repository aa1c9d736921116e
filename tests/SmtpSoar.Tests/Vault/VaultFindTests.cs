using System;
using System.IO;
using Xunit;

namespace SmtpSoar.Tests.Vault;

public sealed class VaultFindTests : VaultTestBase
{
    private const string Absent = "0123456789abcdef0123456789abcdef01234567";

    [Fact]
    public void Find_SeveralNames_ReturnsTheLastAdded()
    {
        Add("abc", "z.txt");
        var id = Add("abc", "a.txt").VaultId;
        Add("def", "other.txt");

        Assert.Equal("a.txt", Vault.Find(id).Name);
    }

    [Fact]
    public void Find_UpperCaseWithBlanks_IsFound()
    {
        var file = Add("abc");

        Assert.Equal(file.VaultId, Vault.Find($"  {file.VaultId.ToUpperInvariant()}\t").VaultId);
    }

    [Fact]
    public void Find_Absent_NamesIdAndVault()
    {
        var error = Assert.Throws<SmtpSoarException>(() => Vault.Find(Absent));

        Assert.Equal("VaultFileNotFound", error.ErrorId);
        Assert.Equal(ErrorKind.ObjectNotFound, error.Kind);
        Assert.Contains(Absent, error.Message, StringComparison.Ordinal);
        Assert.Contains(Folder, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryFind_PresentAndAbsent_TellsWhich()
    {
        var id = Add("abc").VaultId;

        Assert.True(Vault.TryFind(id, out var file));
        Assert.Equal(id, file!.VaultId);
        Assert.False(Vault.TryFind(Absent, out file));
        Assert.Null(file);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("0123456789abcdef0123456789abcdef0123456")]
    [InlineData("0123456789abcdef0123456789abcdef012345678")]
    [InlineData("0123456789abcdef0123456789abcdef0123456g")]
    [InlineData("../../etc/passwd")]
    [InlineData("٠١٢٣٤٥٦٧٨٩abcdef0123456789abcdef01234567")]
    public void VaultId_NotFortyHexDigits_IsRefused(string id)
    {
        Assert.Equal("VaultIdInvalid", Assert.Throws<SmtpSoarException>(() => Vault.Find(id)).ErrorId);
        Assert.Equal("VaultIdInvalid", Assert.Throws<SmtpSoarException>(() => Vault.Remove(id)).ErrorId);
        Assert.Equal("VaultIdInvalid", Assert.Throws<SmtpSoarException>(() => Vault.TryFind(id, out _)).ErrorId);
        Assert.Equal("VaultIdInvalid", Assert.Throws<SmtpSoarException>(() => Vault.Verify(new VaultFile { VaultId = id })).ErrorId);
    }

    [Fact]
    public void Find_OneOfTwoRecordsDamaged_ReturnsTheGoodOne()
    {
        File.WriteAllText(RecordOf(Add("abc", "a.txt")), "{");
        var good = Add("abc", "b.txt");

        Assert.Equal("b.txt", Vault.Find(good.VaultId).Name);
    }

    [Fact]
    public void Find_OnlyRecordDamaged_SaysSo()
    {
        var file = Add("abc");
        File.WriteAllText(RecordOf(file), "{");

        Assert.Equal("VaultRecordDamaged", Assert.Throws<SmtpSoarException>(() => Vault.Find(file.VaultId)).ErrorId);
    }
}
