using System.IO;
using System.Linq;
using Xunit;

namespace SmtpSoar.Tests.Vault;

public sealed class VaultNameTests : VaultTestBase
{
    public static TheoryData<string, string> Names => new()
    {
        { "../../etc/evil.pdf", "evil.pdf" },
        { "/etc/passwd", "passwd" },
        { @"C:\Users\me\report.docx", "report.docx" },
        { @"..\..\evil.pdf", "evil.pdf" },
        { "folder/", "folder" },
        { "we\"ird 'q'.pdf", "we\"ird 'q'.pdf" },
        { "nul\0l.txt", "nul\0l.txt" },
        { "line\r\nbreak.txt", "line\r\nbreak.txt" },
        { "CON", "CON" },
        { "aux.txt", "aux.txt" },
        { "a<b>|c?*.txt", "a<b>|c?*.txt" },
        { "résumé 世界 😀.pdf", "résumé 世界 😀.pdf" },
        { "half \uD83D.txt", "half \uFFFD.txt" },
        { new string('n', 5000) + ".txt", new string('n', 5000) + ".txt" },
        { " blank .txt ", "blank .txt" },
        { "-rf", "-rf" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Name_OfAnyKind_IsKeptAsMetadataOnly(string given, string kept)
    {
        Add("abc", given);

        Assert.Equal(kept, Assert.Single(Vault.Get()).Name);
        Assert.All(FilesInVault(), path => Assert.Matches("^[0-9a-f]{40}(\\.[0-9a-f]{32}\\.json)?$", Path.GetFileName(path)));
        Assert.Equal([Folder], Directory.GetFileSystemEntries(Home));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("..")]
    [InlineData("/")]
    [InlineData("a/..")]
    public void Name_ThatNamesNoFile_FallsBack(string? name)
    {
        Assert.Equal("own.txt", Vault.Add(WriteFile("own.txt", "abc"), name).Name);
        Assert.Equal(Vault.Get().Single().VaultId, Add("abc", name).Name);
    }

    [Fact]
    public void Container_Blank_IsNone()
    {
        Assert.Null(Add("abc", "a.txt", "  ").ContainerId);
    }

    [Fact]
    public void Container_WithPathCharacters_IsNoPath()
    {
        Add("abc", "a.txt", "../../7");

        Assert.Equal("../../7", Assert.Single(Vault.Get(null, null, "../../7")).ContainerId);
        Assert.Equal([Folder], Directory.GetFileSystemEntries(Home));
    }
}
