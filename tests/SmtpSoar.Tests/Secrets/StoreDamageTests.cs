using System;
using System.IO;
using System.Linq;
using SmtpSoar.Core.Secrets;
using SmtpSoar.Core.Secrets.Protection;
using Xunit;

namespace SmtpSoar.Tests.Secrets;

public sealed class StoreDamageTests : StoreTestBase
{
    private const int Version = 8;
    private const int Kind = 9;

    private static readonly StoreKey Other = new("asset", "work");

    [Fact]
    public void Read_EachByteChanged_NeverGivesContentAndNeverLosesTheFile()
    {
        Write("text");
        var good = File.ReadAllBytes(EntryPath);

        for (var index = 0; index < good.Length; index++)
        {
            foreach (var change in new byte[] { 0x01, 0x80, 0xFF })
            {
                var bad = (byte[])good.Clone();
                bad[index] ^= change;
                Put(EntryPath, bad);

                var error = Assert.Throws<SmtpSoarException>(() => Store.Read(Key));

                Assert.Contains(error.ErrorId, Expected(index));
                Assert.Contains(Directory.GetFiles(Secrets, Key.Stem + ".*"), path => File.ReadAllBytes(path).SequenceEqual(bad));
                Array.ForEach(SetAside(), File.Delete);
            }
        }

        Put(EntryPath, good);
        Assert.Equal("text", Read());
    }

    [Fact]
    public void Read_CutOffAnywhere_IsDamaged()
    {
        Write("text");
        var good = File.ReadAllBytes(EntryPath);

        for (var length = 0; length < good.Length; length++)
        {
            Put(EntryPath, good[..length]);
            Error("StoreEntryDamaged", () => Store.Read(Key));
        }

        Assert.Equal(good.Length, SetAside().Length);
    }

    [Fact]
    public void Read_BytesAdded_IsDamaged()
    {
        Write("text");
        File.AppendAllText(EntryPath, "x");

        Error("StoreEntryDamaged", () => Store.Read(Key));
    }

    [Fact]
    public void Read_Damaged_SetsTheFileAsideSaysWhereAndTheOthersStayGood()
    {
        Write("text");
        Write(Other, "good");
        Put(EntryPath, [.. "nonsense"u8]);

        var error = Error("StoreEntryDamaged", () => NewStore(new FixedClock()).Read(Key));

        Assert.Equal([EntryPath + ".damaged-20260102T030405Z"], SetAside());
        Assert.Contains(SetAside()[0], error.Message, StringComparison.Ordinal);
        Assert.Equal("nonsense", File.ReadAllText(SetAside()[0]));
        Assert.Equal("good", Read(Other));
        Assert.Null(Read());
    }

    [Fact]
    public void Read_DamagedAgainInTheSameSecond_KeepsBothFiles()
    {
        Write("text");
        Put(EntryPath, [.. "first"u8]);
        Error("StoreEntryDamaged", () => NewStore(new FixedClock()).Read(Key));
        Put(EntryPath, [.. "second"u8]);

        Error("StoreEntryDamaged", () => NewStore(new FixedClock()).Read(Key));

        Assert.Equal(["first", "second"], SetAside().Select(File.ReadAllText).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Update_Damaged_IsReportedAndNotOverwritten()
    {
        Write("text");
        Put(EntryPath, [.. "nonsense"u8]);

        Error("StoreEntryDamaged", () => Write("new"));
        Assert.Equal("nonsense", File.ReadAllText(SetAside().Single()));

        Write("new");
        Assert.Equal("new", Read());
    }

    [Fact]
    public void Read_EntryInAnothersPlace_IsDamaged()
    {
        Write("mine");
        Write(Other, "theirs");
        File.Copy(PathOf(Other), EntryPath, overwrite: true);

        Error("StoreEntryDamaged", () => Store.Read(Key));
    }

    [Fact]
    public void Keys_OneDamaged_IsReportedAndTheOthersAreListed()
    {
        Write("text");
        Write(Other, "good");
        Put(EntryPath, [.. "nonsense"u8]);

        string? reported = null;
        Assert.Equal([Other], Store.Keys("asset"));
        Assert.Empty(SetAside());
        Assert.Equal([Other], Store.Keys("asset", failure => reported = failure.ErrorId));

        Assert.Equal("StoreEntryDamaged", reported);
        Assert.Single(SetAside());
    }

    [Fact]
    public void Peek_Damaged_GivesNothingAndTouchesNothing()
    {
        Write("text");
        Put(EntryPath, [.. "nonsense"u8]);

        Assert.Null(Store.Peek(Key));

        Assert.Equal("nonsense", File.ReadAllText(EntryPath));
    }

    [Fact]
    public void Read_FormatOfANewerVersion_IsNotTakenForDamage()
    {
        Write("text");
        var content = File.ReadAllBytes(EntryPath);
        content[Version] = 2;
        Put(EntryPath, content);

        Error("StoreEntryNewer", () => Store.Read(Key));
        Error("StoreEntryNewer", () => Write("new"));
        Assert.Equal(content, File.ReadAllBytes(EntryPath));
    }

    [Fact]
    public void Read_ProtectedInAnotherWay_SaysThatItIsNotToBeHadHere()
    {
        Write("text");
        var content = File.ReadAllBytes(EntryPath);
        content[Kind] = (byte)ProtectionKind.Dpapi;
        Put(EntryPath, content);

        Error("StoreProtectionUnavailable", () => Store.Read(Key));
        Assert.Equal(content, File.ReadAllBytes(EntryPath));
    }

    // The body begins with the id of the key: one that differs speaks of another key, not of damage.
    private static string[] Expected(int index)
    {
        var body = Envelope.MakeHeader(Key, ProtectionKind.KeyFile).Length;
        return index switch
        {
            Version => ["StoreEntryNewer", "StoreEntryDamaged"],
            Kind => ["StoreProtectionUnavailable", "StoreEntryDamaged"],
            _ when index >= body && index < body + 16 => ["StoreKeyDiffers"],
            _ => ["StoreEntryDamaged"],
        };
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    }
}
