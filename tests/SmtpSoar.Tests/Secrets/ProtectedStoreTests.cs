using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Secrets.Protection;
using Xunit;

namespace SmtpSoar.Tests.Secrets;

public sealed class ProtectedStoreTests : StoreTestBase
{
    [Fact]
    public void Read_NothingStored_GivesNothingAndMakesNothing()
    {
        Assert.Null(Store.Read(Key));
        Assert.Empty(Store.Keys("asset", failure => throw failure));
        Assert.False(Store.Remove(Key));
        Assert.Empty(Directory.GetFileSystemEntries(Data));
    }

    [Theory]
    [InlineData("")]
    [InlineData("text")]
    public void Read_WhatWasWritten_IsTheSame(string text)
    {
        Write(text);

        Assert.Equal(text, Encoding.UTF8.GetString(NewStore().Read(Key)!));
        Assert.Equal([Key], Store.Keys("asset"));
    }

    [Fact]
    public void Write_SameContentTwice_IsEncryptedAnew()
    {
        Write("text");
        var first = File.ReadAllBytes(EntryPath);

        Write("text");

        Assert.NotEqual(first, File.ReadAllBytes(EntryPath));
    }

    [Fact]
    public void Keys_SeveralCollections_AreKeptApart()
    {
        var other = new StoreKey("token", "home");
        Write(Key, "a");
        Write(other, "t");

        Assert.Equal([Key], Store.Keys("asset"));
        Assert.Equal("t", Read(other));
        Assert.True(Store.Remove(other));
        Assert.Equal("a", Read());
    }

    [Fact]
    public void Update_ChangeThrows_LeavesWhatWasThere()
    {
        Write("old");
        var before = Files();

        Assert.Throws<InvalidTimeZoneException>(() => Store.Update(Key, _ => throw new InvalidTimeZoneException()));

        Assert.Equal("old", Read());
        Assert.Equal(before, Files());
    }

    [Fact]
    public void Update_GivesNothing_RemovesTheEntry()
    {
        Write("old");

        Store.Update(Key, _ => null);

        Assert.Null(Store.Read(Key));
        Assert.False(File.Exists(EntryPath));
    }

    [Fact]
    public void Update_GivesTheSameObject_WritesNothing()
    {
        Write("old");
        var before = File.ReadAllBytes(EntryPath);

        Store.Update(Key, present => present);

        Assert.Equal(before, File.ReadAllBytes(EntryPath));
    }

    [Fact]
    public async Task UpdateAsync_WhileItTakesItsTime_OthersWaitAndSeeTheOutcome()
    {
        Write("1");
        var entered = new TaskCompletionSource();
        var proceed = new TaskCompletionSource();
        var slow = Store.UpdateAsync(
            Key,
            async (present, _) =>
            {
                entered.SetResult();
                await proceed.Task;
                return [.. present!, (byte)'2'];
            },
            CancellationToken.None);
        await entered.Task;

        var second = NewStore().UpdateAsync(Key, (present, _) => Task.FromResult<byte[]?>([.. present!, (byte)'3']), CancellationToken.None);
        Assert.Equal("1", Read());
        proceed.SetResult();
        await Task.WhenAll(slow, second);

        Assert.Equal("123", Read());
    }

    [Fact]
    public void Update_OfAnotherKeyMeanwhile_DoesNotWait()
    {
        var other = new StoreKey("asset", "work");

        Store.Update(Key, _ =>
        {
            Write(other, "free");
            return [1];
        });

        Assert.Equal("free", Read(other));
    }

    [Fact]
    public void Write_AnyPlatform_LeavesOnlyWhatBelongsThere()
    {
        Write("text");

        Assert.Equal(
            new[] { $"secrets/{Key.Stem}.secret", "secrets/key", $"secrets/locks/{Key.Stem}.lock", "secrets/locks/key-2.lock" }.Order(StringComparer.Ordinal),
            Files().Select(path => path.Replace('\\', '/')));
    }
}
