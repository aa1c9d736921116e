using System.IO;
using System.Linq;
using Xunit;

namespace SmtpSoar.Tests.Vault;

public sealed class VaultAddTests : VaultTestBase
{
    private const string Sha1OfAbc = "a9993e364706816aba3e25717850c26c9cd0d89d";
    private const string Sha256OfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Fact]
    public void Add_AFile_DescribesItsContent()
    {
        var file = Vault.Add(WriteFile("Report.pdf", "abc"), null, " 42 ");

        Assert.Equal(Sha1OfAbc, file.VaultId);
        Assert.Equal(Sha256OfAbc, file.Sha256);
        Assert.Equal(3, file.Size);
        Assert.Equal("Report.pdf", file.Name);
        Assert.Equal("42", file.ContainerId);
        Assert.Equal("application/pdf", file.ContentType);
        Assert.Equal(2026, file.CreateTime.Year);
        Assert.Equal("abc", File.ReadAllText(file.Path));
    }

    [Fact]
    public void Add_AnEmptyStream_IsKept()
    {
        var file = Add("");

        Assert.Equal("da39a3ee5e6b4b0d3255bfef95601890afd80709", file.VaultId);
        Assert.Equal(0, new FileInfo(file.Path).Length);
        Vault.Verify(file);
    }

    [Fact]
    public void Add_MoreThanOneBuffer_KeepsEveryByte()
    {
        var content = Enumerable.Range(0, 1_000_003).Select(index => (byte)(index * 7 / 3)).ToArray();

        var file = Vault.Add(new MemoryStream(content), "large.bin", null);

        Assert.Equal(content, File.ReadAllBytes(file.Path));
        Assert.Equal(content.Length, file.Size);
        Vault.Verify(file);
    }

    [Fact]
    public void Add_SameContentAndName_ReturnsTheFirstRecord()
    {
        var first = Add("abc");
        var second = Add("abc");

        Assert.Equal(first.CreateTime, second.CreateTime);
        Assert.Single(Vault.Get());
    }

    [Theory]
    [InlineData("other.txt", null)]
    [InlineData("FILE.txt", null)]
    [InlineData("file.txt", "7")]
    [InlineData("file.txt:7", null)]
    public void Add_SameContentOtherNameOrContainer_KeepsOneContentAndTwoRecords(string name, string? container)
    {
        var first = Add("abc");
        var second = Add("abc", name, container);

        Assert.Equal(first.Path, second.Path);
        Assert.Equal(2, Vault.Get().Count);
        Assert.Equal(3, FilesInVault().Length);
    }

    [Fact]
    public void Add_NameAndContainerThatReadTheSameTogether_AreTwoRecords()
    {
        Add("abc", "a:b", "c");
        Add("abc", "a", "b:c");

        Assert.Equal(2, Vault.Get().Count);
    }

    [Fact]
    public void Add_FromAStream_LeavesItOpen()
    {
        using var stream = Content("abc");

        Vault.Add(stream, "a.txt", null);

        Assert.True(stream.CanRead);
    }

    [Fact]
    public void Add_ContentThatWasDamaged_RepairsIt()
    {
        var file = Add("abc");
        File.WriteAllText(file.Path, "xyz");

        Add("abc");

        Vault.Verify(file);
    }

    [Fact]
    public void Add_WhereTheRecordWasDamaged_WritesItAnew()
    {
        var file = Add("abc");
        File.WriteAllText(RecordOf(file), "{");

        Add("abc");

        Assert.Equal("file.txt", Assert.Single(Vault.Get()).Name);
    }
}
