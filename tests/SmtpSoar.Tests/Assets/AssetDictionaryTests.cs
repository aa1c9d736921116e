using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SmtpSoar.Core.Assets.Json;
using SmtpSoar.Core.Assets.Settings;
using Xunit;

namespace SmtpSoar.Tests.Assets;

public sealed class AssetDictionaryTests : AssetTestBase
{
    [Fact]
    public void FromDictionary_MixedKeysInAnyCase_SetsEach()
    {
        var asset = Read(
            ("SERVER", "h"), ("SslMethod", SslMethod.None), ("allow_smtputf8", "no"), ("timeoutsec", 5), ("MaxConnections", "2"),
            ("MaxMessagesPerMinute", 30L), ("CertificateRevocation", "best-effort"), ("SkipCertificateCheck", 1),
            ("AllowInsecureAuthentication", true), ("LocalDomain", "me.example.test"), ("Proxy", "socks5://p:1080"),
            ("PickupDirectory", "pickup"), ("Name", "n"));

        Assert.Equal("h", asset.Server);
        Assert.Equal(SslMethod.None, asset.SslMethod);
        Assert.False(asset.AllowSmtpUtf8);
        Assert.Equal(5, asset.TimeoutSec);
        Assert.Equal(2, asset.MaxConnections);
        Assert.Equal(30, asset.MaxMessagesPerMinute);
        Assert.Equal(CertificateRevocation.BestEffort, asset.CertificateRevocation);
        Assert.True(asset.SkipCertificateCheck);
        Assert.True(asset.AllowInsecureAuthentication);
        Assert.Equal("me.example.test", asset.LocalDomain);
        Assert.Equal("socks5://p:1080", asset.Proxy);
        Assert.Equal("pickup", asset.PickupDirectory);
        Assert.Equal("n", asset.Name);
    }

    [Fact]
    public void Settings_AreExactlyTheAssetsProperties()
    {
        var properties = typeof(SmtpAsset).GetProperties().Where(property => property.CanWrite).Select(property => property.Name);

        Assert.Equal(properties.Order(StringComparer.Ordinal), AssetSettings.All.Select(setting => setting.Property).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("sever", " Is 'server' meant?")]
    [InlineData("ssl-config", " Is 'ssl_config' meant?")]
    [InlineData("smtp_password", " Is 'password' meant?")]
    [InlineData("Certificate_Thumprint", " Is 'CertificateThumbprint' meant?")]
    [InlineData("something", "")]
    [InlineData("EffectivePort", "")]
    [InlineData("", "")]
    public void FromDictionary_UnknownKey_IsNamedWithTheNearest(string key, string suggestion)
    {
        var error = Error("AssetSettingUnknown", () => Read((key, Canary)));

        Assert.Equal($"'{key}' is no setting of an asset.{suggestion}", error.Sentence);
    }

    [Fact]
    public void FromDictionary_VeryLongKey_IsCutShort()
    {
        var error = Error("AssetSettingUnknown", () => Read((new string('k', 5000), 1)));

        Assert.True(error.Message.Length < 500);
    }

    [Fact]
    public void FromDictionary_SameSettingUnderBothNames_NamesBoth()
    {
        var error = Error("AssetSettingTwice", () => Read(("client_secret", Canary), ("ClientSecret", Canary)));

        Assert.Contains("ClientSecret (client_secret) is given twice, as 'client_secret' and as 'ClientSecret'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromDictionary_OneOfTwoNamesBlank_TakesTheOther()
    {
        Assert.Equal("secret", Reveal(Read(("password", ""), ("Password", "secret")).Password));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void FromDictionary_NothingGiven_IsTheDefault(string? nothing)
    {
        var entries = AssetSettings.All.Select(setting => new KeyValuePair<string, object?>(setting.SoarKey ?? setting.Property, nothing));

        Assert.Equivalent(new SmtpAsset(), AssetReader.FromDictionary(entries), strict: true);
    }

    [Fact]
    public void FromDictionary_NestedConfiguration_IsUnwrapped()
    {
        var asset = Read(("name", "n"), ("configuration", new Hashtable { ["server"] = "h" }));

        Assert.Equal(("n", "h"), (asset.Name, asset.Server));
    }

    [Fact]
    public void FromDictionary_SecureStrings_AreTakenAsTheyAre()
    {
        using var password = Secure("");

        Assert.Same(password, Read("password", password).Password);
        Assert.Equal(" x ", Reveal(Read("client_secret", " x ").ClientSecret));
    }

    [Fact]
    public void FromDictionary_SecureStringWhereTextBelongs_IsRefused()
    {
        using var secret = Secure(Canary);

        Error("AssetSettingInvalid", () => Read("username", secret));
    }

    [Fact]
    public void FromDictionary_ClientCertificate_TakesAnObjectOnly()
    {
        using var key = ECDsa.Create();
        using var certificate = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));

        Assert.Same(certificate, Read("ClientCertificate", certificate).ClientCertificate);
        Error("AssetSettingInvalid", () => Read("ClientCertificate", Canary));
    }

    [Fact]
    public void FromDictionary_ObjectsWithATextForm_AreText()
    {
        Assert.Equal("127.0.0.1", Read("server", System.Net.IPAddress.Loopback).Server);
        Assert.Equal("https://login.example.test/", Read("auth_url", new Uri("https://login.example.test/")).AuthUrl);
        Assert.Equal("12345", Read("client_id", 12345).ClientId);
        Error("AssetSettingInvalid", () => Read("server", new object()));
        Error("AssetSettingInvalid", () => Read("server", true));
        Error("AssetSettingInvalid", () => Read("server", new[] { "a", "b" }));
    }
}
