#if NET
using System;
using System.IO;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Outbox.Stores;
using SmtpSoar.Tests.RealServers;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Postgres;

/// <summary>The file that has the password of a database: used where nobody else may read it, and refused by its name elsewhere.</summary>
[NeedsRealServers]
public sealed class PostgresPasswordFileTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TemporaryFolder _folder = new();

    private static PostgresServer Server => MailServers.Current.Postgres;

    private string File => Path.Combine(_folder.Path, "passwords");

    [StoreTheory]
    [InlineData("600", true)]
    [InlineData("400", true)]
    [InlineData("644", false)]
    [InlineData("604", false)]
    [InlineData("660", false)]
    public async Task File_OfTheOwnerAlone_IsUsed(string rights, bool isUsed)
    {
        await WriteAsync(rights);

        AssertUsed(isUsed, File, rights);
    }

    // As a secret that is mounted into a container. A group of another owner's may have anybody in it.
    [StoreFact]
    public async Task File_OfTheAdministrator_MayBeReadByAGroup()
    {
        await WriteAsync("440");

        AssertUsed(Environment.IsPrivilegedProcess, File, "440");
    }

    [StoreTheory]
    [InlineData("600", true)]
    [InlineData("644", false)]
    public async Task File_BehindALink_CountsByItself(string rights, bool isUsed)
    {
        await WriteAsync(rights);
        var link = Path.Combine(_folder.Path, "link");
        System.IO.File.CreateSymbolicLink(link, File);

        AssertUsed(isUsed, link, rights);
    }

    [StoreFact]
    public async Task Password_OfTheAddress_NeedsNoFile()
    {
        await WriteAsync("644");

        using var store = TestDatabase.OpenAt(_database.Address("passfile=" + Uri.EscapeDataString(File)));

        Assert.Empty(store.List(new OutboxQuery()));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _database.Dispose();
    }

    private async Task WriteAsync(string rights)
    {
        await _database.InitializeAsync();
        await System.IO.File.WriteAllTextAsync(File, $"127.0.0.1:{Server.Port}:*:{Server.User}:{Server.Password}\n");
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(File, (UnixFileMode)Convert.ToInt32(rights, 8));
    }

    private void AssertUsed(bool isUsed, string file, string rights)
    {
        using var store = TestDatabase.OpenAt(_database.AddressOf(Server.User, "passfile=" + Uri.EscapeDataString(file)));
        if (isUsed)
        {
            Assert.Empty(store.List(new OutboxQuery()));
            return;
        }

        var refused = Assert.Throws<SmtpSoarException>(() => Assert.Empty(store.List(new OutboxQuery())));
        Assert.Equal("OutboxPasswordFileRefused", refused.ErrorId);
        Assert.Contains($"'{file}'", refused.Sentence, StringComparison.Ordinal);
        Assert.Contains(rights, refused.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(Server.Password, refused.ToString(), StringComparison.Ordinal);
    }
}
#endif
