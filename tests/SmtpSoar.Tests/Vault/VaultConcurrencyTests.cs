using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Vault;
using Xunit;

namespace SmtpSoar.Tests.Vault;

/// <summary>Each thread has a store of its own, and so a lock file handle of its own, as another process would.</summary>
public sealed class VaultConcurrencyTests : VaultTestBase
{
    private const int Workers = 10;

    [Fact]
    public void Add_SameContentByManyAtOnce_KeepsItOnceAndEveryRecord()
    {
        AtOnce(worker => new VaultStore(Folder).Add(Content("shared"), $"{worker}.txt", null));

        Assert.Equal(Workers, Vault.Get().Count);
        Assert.Single(Vault.Get().Select(file => file.Path).Distinct());
        Assert.Equal(Workers + 1, FilesInVault().Length);
        Vault.Verify(Vault.Get()[0]);
    }

    [Fact]
    public void Add_SameContentAndNameByManyAtOnce_GivesAllTheSameRecord()
    {
        var records = new ConcurrentBag<VaultFile>();

        AtOnce(_ => records.Add(new VaultStore(Folder).Add(Content("shared"), "a.txt", "7")));

        Assert.Single(records.Select(record => record.CreateTime).Distinct());
        Assert.Single(Vault.Get());
    }

    [Fact]
    public void AddAndRemove_SameContentByManyAtOnce_NeverLeavesARecordWithoutContent()
    {
        AtOnce(worker =>
        {
            var vault = new VaultStore(Folder);
            for (var round = 0; round < 40; round++)
            {
                var mine = vault.Add(Content("shared"), $"{worker}.txt", null);
                vault.Verify(mine);
                Assert.Contains(vault.Get(mine.VaultId), file => file.Name == mine.Name);
                vault.Remove(mine);
            }
        });

        Assert.Empty(FilesInVault());
    }

    private static void AtOnce(Action<int> work)
    {
        using var start = new Barrier(Workers);
        var workers = Enumerable.Range(0, Workers).Select(worker => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                work(worker);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToArray();
        Task.WaitAll(workers);
    }
}
