using System;
using System.IO;
using System.Security.Cryptography;
using SmtpSoar.Core.Secrets.Protection;
using Xunit;

namespace SmtpSoar.Tests.Secrets;

/// <summary>The key that protects everything: wherever it is wrong or gone, nothing is set aside, since it may come back.</summary>
public sealed class StoreKeyTests : StoreTestBase
{
    private const int MarkLength = 12;

    [Fact]
    public void Read_KeyExchanged_SaysSoAndReadsAgainWithTheRightOne()
    {
        Write("text");
        var right = File.ReadAllBytes(KeyPath);
        Put(KeyPath, [.. right[..MarkLength], .. RandomNumberGenerator.GetBytes(32)]);

        var error = Error("StoreKeyDiffers", () => Store.Read(Key));
        Error("StoreKeyDiffers", () => Write("new"));

        Assert.Contains(KeyPath, error.Message, StringComparison.Ordinal);
        Assert.Empty(SetAside());
        Put(KeyPath, right);
        Assert.Equal("text", Read());
    }

    [Fact]
    public void ReadAndWrite_KeyGoneWithEntriesThere_AreRefusedAndNoNewKeyIsMade()
    {
        Write("text");
        var right = File.ReadAllBytes(KeyPath);
        File.Delete(KeyPath);

        Error("StoreKeyMissing", () => Store.Read(Key));
        Error("StoreKeyMissing", () => Write(new StoreKey("asset", "work"), "new"));

        Assert.False(File.Exists(KeyPath));
        Put(KeyPath, right);
        Assert.Equal("text", Read());
    }

    [Fact]
    public void Write_KeyGoneAndEntriesRemoved_MakesANewKey()
    {
        Write("text");
        File.Delete(KeyPath);
        Assert.True(Store.Remove(Key));

        Write("new");

        Assert.Equal("new", Read());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(MarkLength)]
    [InlineData(MarkLength + 31)]
    public void ReadAndWrite_KeyCutOff_AreRefused(int length)
    {
        Write("text");
        var damaged = File.ReadAllBytes(KeyPath)[..length];
        Put(KeyPath, damaged);

        Error("StoreKeyDamaged", () => Store.Read(Key));
        Error("StoreKeyDamaged", () => Write("new"));

        Assert.Equal(damaged, File.ReadAllBytes(KeyPath));
        Assert.True(File.Exists(EntryPath));
    }
}
