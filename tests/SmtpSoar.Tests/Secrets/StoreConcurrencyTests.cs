using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.Secrets;
using SmtpSoar.Core.Secrets.Protection;
using Xunit;

namespace SmtpSoar.Tests.Secrets;

/// <summary>Each worker has a store of its own, and so file handles of its own, as another process would.</summary>
public sealed class StoreConcurrencyTests : StoreTestBase
{
    private const int Workers = 10;
    private const int Rounds = 20;

    [Fact]
    public async Task Update_OneEntryByManyAtOnce_LosesNoChange()
    {
        await AtOnceAsync(async (store, worker) =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                if (worker % 2 == 0)
                    store.Update(Key, Increment);
                else
                    await store.UpdateAsync(Key, (present, _) => Task.FromResult<byte[]?>(Increment(present)), CancellationToken.None);
            }
        });

        Assert.Equal((Workers * Rounds).ToString(CultureInfo.InvariantCulture), Read());
        Assert.Empty(SetAside());
    }

    [Fact]
    public async Task Update_FirstEntriesByManyAtOnce_ShareOneKey()
    {
        await AtOnceAsync((store, worker) =>
        {
            store.Update(new StoreKey("asset", $"{worker}"), _ => [(byte)worker]);
            return Task.CompletedTask;
        });

        Assert.Equal(Workers, Store.Keys("asset", failure => throw failure).Count);
        Assert.All(Store.Keys("asset"), key => Assert.Equal(byte.Parse(key.Name, CultureInfo.InvariantCulture), Store.Read(key)!.Single()));
    }

    [Fact]
    public async Task Read_WhileOthersWriteAndRemove_GivesWholeContentOrNothing()
    {
        var contents = Enumerable.Range(1, Workers).Select(worker => new string((char)('a' + worker), worker * 1000)).ToArray();

        await AtOnceAsync((store, worker) =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                store.Update(Key, _ => Encoding.UTF8.GetBytes(contents[worker]));
                if (store.Read(Key) is { } content)
                    Assert.Contains(Encoding.UTF8.GetString(content), contents);
                if (round % 5 == 0)
                    store.Remove(Key);
            }

            return Task.CompletedTask;
        });

        Assert.Empty(SetAside());
    }

    [Fact]
    public void Update_WhileAnotherHoldsTheLockForTooLong_SaysSo()
    {
        Write("before");
        using var held = FileLock.TryAcquire(Path.Combine(Secrets, "locks", Key.Stem + ".lock"));
        Assert.NotNull(held);

        Error("StoreBusy", () => NewStore(new SkippingTime()).Update(Key, _ => [1]));

        Assert.Equal("before", Read());
    }

    private static byte[] Increment(byte[]? present)
    {
        var count = present is null ? 0 : int.Parse(Encoding.UTF8.GetString(present), CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes((count + 1).ToString(CultureInfo.InvariantCulture));
    }

    private async Task AtOnceAsync(Func<ProtectedStore, int, Task> work)
    {
        using var start = new Barrier(Workers);
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return work(NewStore(), worker);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));
    }

    /// <summary>Whoever looks at it finds a minute gone.</summary>
    private sealed class SkippingTime : TimeProvider
    {
        private long _minutes;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => 60 * Interlocked.Increment(ref _minutes);
    }
}
