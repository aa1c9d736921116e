using System.IO;
using System.Linq;
using Xunit;

namespace SmtpSoar.Tests.Vault;

public sealed class VaultRemoveTests : VaultTestBase
{
    [Fact]
    public void Remove_OneOfTwoRecords_KeepsTheContent()
    {
        var first = Add("abc", "a.txt");
        var second = Add("abc", "a.txt", "7");

        Vault.Remove(second);

        Assert.Null(Assert.Single(Vault.Get()).ContainerId);
        Vault.Verify(first);
    }

    [Fact]
    public void Remove_TheLastRecord_TakesTheContentAway()
    {
        var file = Add("abc");

        Vault.Remove(file);

        Assert.Empty(FilesInVault());
    }

    [Fact]
    public void Remove_ById_TakesAllRecordsAndNothingElse()
    {
        var id = Add("abc", "a.txt").VaultId;
        Add("abc", "b.txt");
        File.WriteAllText(RecordOf(Add("abc", "c.txt")), "{");
        var other = Add("def", "d.txt");

        Vault.Remove(id.ToUpperInvariant());

        Assert.Equal(other.VaultId, Vault.Get().Single().VaultId);
        Vault.Verify(other);
        Assert.Equal(2, FilesInVault().Length);
    }

    [Fact]
    public void Remove_Absent_IsAnError()
    {
        var file = Add("abc");
        Vault.Remove(file);

        Assert.Equal("VaultFileNotFound", Assert.Throws<SmtpSoarException>(() => Vault.Remove(file)).ErrorId);
        Assert.Equal("VaultFileNotFound", Assert.Throws<SmtpSoarException>(() => Vault.Remove(file.VaultId)).ErrorId);
    }

    [Fact]
    public void Remove_ContentWithoutRecords_CleansUp()
    {
        var file = Add("abc");
        File.Delete(RecordOf(file));

        Vault.Remove(file.VaultId);

        Assert.Empty(FilesInVault());
    }
}
