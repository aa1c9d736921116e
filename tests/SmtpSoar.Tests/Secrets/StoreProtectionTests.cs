using System;
using System.Collections.Generic;
using System.IO;
using SmtpSoar.Core.Secrets;
using SmtpSoar.Core.Secrets.Protection;
using Xunit;

namespace SmtpSoar.Tests.Secrets;

/// <summary>Which way of protection is taken, and what happens where there is none.</summary>
public sealed class StoreProtectionTests : StoreTestBase
{
    [Fact]
    public void Write_NoProtection_IsRefusedAndWritesNothing()
    {
        var store = new ProtectedStore(Data, null, (_, _) => []);

        var error = Error("StoreUnprotectable", () => store.Update(Key, _ => [1]));

        Assert.Contains("asset 'home'", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Data));
    }

    [Fact]
    public void Write_NoProtectionAvailable_IsRefusedAndWritesNothing()
    {
        var store = new ProtectedStore(Data, null, (_, _) => [new Ring { IsAvailable = false }]);

        Error("StoreUnprotectable", () => store.Update(Key, _ => [1]));

        Assert.Empty(Directory.GetFileSystemEntries(Data));
    }

    [Fact]
    public void Write_OnlyProtectionFails_WritesNoEntry()
    {
        var store = new ProtectedStore(Data, null, (_, _) => [new Ring { IsLocked = true }]);

        var error = Error("StoreUnprotectable", () => store.Update(Key, _ => [1]));

        Assert.Contains("it is locked", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(EntryPath));
    }

    [Fact]
    public void Write_BestProtectionFails_TakesTheNext()
    {
        StoreWith(new Ring { IsLocked = true }).Update(Key, _ => [1]);

        Assert.Equal([1], Store.Read(Key));
    }

    [Fact]
    public void Read_ProtectionNotReachable_IsReportedAndNothingIsSetAside()
    {
        StoreWith(new Ring()).Update(Key, _ => [1]);

        Error("StoreProtectionUnavailable", () => StoreWith(new Ring { IsLocked = true }).Read(Key));
        Error("StoreProtectionUnavailable", () => StoreWith(new Ring { IsLocked = true }).Update(Key, _ => [2]));

        Assert.Empty(SetAside());
        Assert.Equal([1], StoreWith(new Ring()).Read(Key));
    }

    [Fact]
    public void Write_EntryThatARunbookCanRead_StaysSo()
    {
        Write("for a runbook");

        StoreWith(new Ring()).Update(Key, _ => [1]);

        Assert.Equal([1], Store.Read(Key));
    }

    private ProtectedStore StoreWith(Ring ring) =>
        new(Data, null, (folder, wait) => new List<IProtector> { ring, Protectors.WithKeyFile(folder, wait) });

    /// <summary>A keyring that a person unlocks, or not.</summary>
    private sealed class Ring : IProtector
    {
        public ProtectionKind Kind => ProtectionKind.Keyring;

        public bool IsAvailable { get; init; } = true;

        public bool IsLocked { get; init; }

        public byte[] Protect(byte[] content, byte[] header) => IsLocked ? throw Locked() : (byte[])content.Clone();

        public byte[] Unprotect(Envelope entry) => IsLocked ? throw Locked() : entry.Body;

        private static SmtpSoarException Locked() => Errors.StoreProtectionUnavailable.With("The keyring", "it is locked");
    }
}
