using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace SmtpSoar.Tests.Assets;

public sealed class AssetStoreTests : AssetStoreTestBase
{
    [Fact]
    public void Get_NothingRegistered_FindsNothingAndMakesNothing()
    {
        Assert.Empty(Names());
        Assert.Empty(Assets.Names("*"));
        Assert.Empty(Assets.Suggest(""));
        Assert.Null(Assets.GetDefault());
        Error("AssetNotFound", () => Assets.Get("home", failure => throw failure));
        Error("AssetNotFound", () => Assets.Resolve("home"));
        Error("AssetMissing", () => Assets.ResolveDefault());
        Error("AssetNotFound", () => Assets.Unregister("home"));
        Assert.Empty(Directory.GetFileSystemEntries(Data));
    }

    [Fact]
    public void Register_NameTaken_IsRefusedInAnyCaseUnlessForced()
    {
        Register("home");

        Error("AssetNameTaken", () => Register("HOME"));
        Assets.Register(Asset("HOME", "other.example.org"), false, force: true);

        Assert.Equal("other.example.org", Assets.Resolve("home").Server);
        Assert.Equal(["HOME"], Names());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("My mail-server_2.eu")]
    [InlineData("Büro")]
    [InlineData("con")]
    [InlineData("..")]
    [InlineData("  padded  ")]
    public void Register_GoodName_IsFoundByIt(string name)
    {
        Register(name);

        Assert.Equal(name.Trim(), Assets.Resolve(name.ToUpperInvariant()).Name);
        Assert.Equal([name.Trim()], Names(name));
        Assert.All(Directory.GetFiles(Data, "*", SearchOption.AllDirectories), path => Assert.StartsWith(Path.Combine(Data, "secrets"), path, StringComparison.Ordinal));
    }

    [Fact]
    public void Register_AccentTypedInTwoParts_IsTheSameName()
    {
        Register("Bu\u0308ro");

        Assert.Equal("someone", Assets.Resolve("B\u00FCro").Username);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a/b")]
    [InlineData("a*")]
    [InlineData("a[b]")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("{a}")]
    [InlineData("half\uD800pair")]
    public void Register_BadName_IsRefused(string name) => Error("AssetNameInvalid", () => Register(name));

    [Fact]
    public void Register_LongestName_IsGoodAndOneMoreIsNot()
    {
        Register(new string('x', 64));
        Error("AssetNameInvalid", () => Register(new string('x', 65)));
    }

    [Fact]
    public void Register_NoName_SaysHowToGiveOne() => Error("AssetNameMissing", () => Assets.Register(Asset(null), false, false));

    [Fact]
    public void Register_AssetThatCantWork_IsRefused() => Error("AssetServerInvalid", () => Assets.Register(Asset("home", "smtp.example.org:25"), false, false));

    [Fact]
    public void Get_Wildcards_FindsInTheOrderOfTheNames()
    {
        foreach (var name in new[] { "work", "Home 2", "home 1", "other" })
            Register(name);

        Assert.Equal(["home 1", "Home 2"], Names("HOME*"));
        Assert.Equal(["home 1", "Home 2", "other", "work"], Names());
        Assert.Equal(["home 1"], Names("home [1]"));
        Assert.Empty(Names("x*"));
        Assert.Equal(["home 1", "Home 2"], Assets.Suggest("hO").Select(asset => asset.Name));
    }

    [Fact]
    public void Default_SetMovedAndUnregistered_IsTheLastOne()
    {
        Register("home", isDefault: true);
        Register("work");
        Assert.Equal("home", Assets.ResolveDefault().Name);

        Register("work", isDefault: true, force: true);
        Assert.Equal("work", Assets.GetDefault()!.Name);
        Assert.Equal([false, true], Assets.Get("*", failure => throw failure).Select(asset => asset.IsDefault));

        Assets.Unregister("work");
        Assert.Null(Assets.GetDefault());
        Register("work");
        Error("AssetMissing", () => Assets.ResolveDefault());
    }

    [Fact]
    public void Register_DefaultReplacedByForce_StaysTheDefault()
    {
        Register("home", isDefault: true);

        Assert.True(Assets.Register(Asset("Home", "other.example.org"), false, force: true).IsDefault);

        Assert.Equal("other.example.org", Assets.ResolveDefault().Server);
    }

    [Fact]
    public void Get_OneDamaged_ReportsItAndListsTheOthers()
    {
        Register("home");
        var damaged = EntryFiles().Single();
        Register("work");
        File.AppendAllText(damaged, "x");
        var failures = new List<string>();

        Assert.Equal(["work"], Assets.Suggest("").Select(asset => asset.Name));
        Assert.True(File.Exists(damaged));
        Assert.Equal(["home", "work"], Assets.Names("*"));
        Assert.Equal(["work"], Assets.Get("*", failure => failures.Add(failure.ErrorId)).Select(asset => asset.Name));

        Assert.Equal(["StoreEntryDamaged"], failures);
        Error("AssetNotFound", () => Assets.Resolve("home"));
    }

    [Fact]
    public void Resolve_DamagedDefault_IsReportedAndNotTakenForNone()
    {
        Register("home", isDefault: true);
        var pointer = Directory.GetFiles(Path.Combine(Data, "secrets"), "setting-*.secret").Single();
        File.AppendAllText(pointer, "x");

        Error("StoreEntryDamaged", () => Assets.ResolveDefault());
    }

    [Fact]
    public void Unregister_EntryThatCantBeRead_RemovesIt()
    {
        Register("home");
        File.Delete(Path.Combine(Data, "secrets", "key"));

        Assets.Unregister("HOME");

        Assert.Empty(EntryFiles());
        Register("home");
    }
}
