using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SmtpSoar.Core.Vault;
using Xunit;

namespace SmtpSoar.Tests.Vault;

public sealed class VaultGetTests : VaultTestBase
{
    [Fact]
    public void Get_FromAVaultThatIsNotThere_IsEmpty()
    {
        Assert.Empty(Vault.Get());
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void Get_Everything_ReturnsNewestLast()
    {
        Add("one", "z.txt");
        Add("two", "y.txt");
        Add("one", "x.txt");

        Assert.Equal(["z.txt", "y.txt", "x.txt"], Vault.Get().Select(file => file.Name));
    }

    [Fact]
    public void Get_WhatAnotherInstanceAdded_ReadsTheSameRecord()
    {
        var added = Add("abc", "a.pdf", "7");

        var read = Assert.Single(new VaultStore(Folder).Get());

        Assert.Equivalent(added, read, strict: true);
    }

    [Fact]
    public void Get_Narrowed_ReturnsOnlyWhatMatchesAll()
    {
        var wanted = Add("abc", "report.pdf", "7");
        Add("abc", "report.pdf", "8");
        Add("abc", "other.txt", "7");
        Add("def", "report.pdf", "7");

        var found = Vault.Get($" {wanted.VaultId.ToUpperInvariant()} ", "REP*.pdf", "7");

        Assert.Equivalent(wanted, Assert.Single(found), strict: true);
        Assert.Equal(4, Vault.Get("", " ", "").Count);
    }

    [Fact]
    public void Get_DamagedRecord_IsNamedAndHidesNoOther()
    {
        var damaged = RecordOf(Add("abc", "a.txt"));
        Add("abc", "b.txt");
        Add("def", "c.txt");
        var path = damaged;
        File.WriteAllText(path, "{\"vault_id\":");
        var errors = new List<SmtpSoarException>();

        var found = Vault.Get(null, null, null, errors.Add);

        Assert.Equal(["b.txt", "c.txt"], found.Select(file => file.Name));
        var error = Assert.Single(errors);
        Assert.Equal("VaultRecordDamaged", error.ErrorId);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"vault_id":"a9993e364706816aba3e25717850c26c9cd0d89d","sha256":"00","size":3,"name":"a","container_id":null,"create_time":"2026-01-02T03:04:05.0000000+00:00"}""")]
    [InlineData("""{"vault_id":"0000000000000000000000000000000000000000","sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","size":3,"name":"a","container_id":null,"create_time":"2026-01-02T03:04:05.0000000+00:00"}""")]
    [InlineData("""{"vault_id":"a9993e364706816aba3e25717850c26c9cd0d89d","sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","size":99999999999999999999,"name":"a","container_id":null,"create_time":"2026-01-02T03:04:05.0000000+00:00"}""")]
    [InlineData("""{"vault_id":"a9993e364706816aba3e25717850c26c9cd0d89d","sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","size":3,"name":null,"container_id":null,"create_time":"2026-01-02T03:04:05.0000000+00:00"}""")]
    [InlineData("""{"vault_id":"a9993e364706816aba3e25717850c26c9cd0d89d","sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","size":3,"name":"a","container_id":null,"create_time":"yesterday"}""")]
    public void Get_RecordWithoutSense_IsDamaged(string json)
    {
        File.WriteAllText(RecordOf(Add("abc")), json);

        var error = Assert.Throws<SmtpSoarException>(() => Vault.Get());

        Assert.Equal("VaultRecordDamaged", error.ErrorId);
    }

    [Fact]
    public void Get_FilesOfOthersInTheFolder_AreLeftAlone()
    {
        Add("abc");
        Directory.CreateDirectory(Path.Combine(Folder, "notes"));
        File.WriteAllText(Path.Combine(Folder, "notes", "x.json"), "mine");

        Assert.Single(Vault.Get());
    }
}
