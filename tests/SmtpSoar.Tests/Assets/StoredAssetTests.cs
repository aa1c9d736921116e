using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using SmtpSoar.Core.Assets.Store;
using Xunit;

namespace SmtpSoar.Tests.Assets;

/// <summary>What comes back out of the store.</summary>
public sealed class StoredAssetTests : AssetStoreTestBase
{
    private static readonly SmtpAsset Full = new()
    {
        Name = "full",
        Server = "smtp.example.org",
        Port = 2525,
        SslMethod = SslMethod.Ssl,
        AuthType = AuthType.OAuth,
        Username = "jürgen@example.org",
        Password = Secure("  päss \uD83D\uDE00\uD800 "),
        ClientId = "client",
        ClientSecret = Secure("secret"),
        AuthUrl = "https://login.example.org/authorize",
        TokenUrl = "https://login.example.org/token",
        DeviceAuthUrl = "https://login.example.org/device",
        OAuthFlow = OAuthFlow.DeviceCode,
        Scopes = ["one", "two"],
        SenderAddress = "sender@example.org",
        AllowSmtpUtf8 = false,
        Encoding = false,
        TimeoutSec = 7,
        AllowInsecureAuthentication = true,
        CertificateThumbprint = string.Concat(Enumerable.Repeat("ab", 32)),
        CertificateRevocation = CertificateRevocation.Require,
        SkipCertificateCheck = true,
        LocalDomain = "client.example.org",
        Proxy = "socks5://user:" + Canary + "@proxy.example.org:1080",
        MaxConnections = 5,
        MaxMessagesPerMinute = 30,
        RetryCount = 9,
        RetryDelaySec = 2,
        RetryMaxDelaySec = 33,
        RetryTimeoutSec = 99,
        OutboxKeepDays = 30,
        PickupDirectory = "/srv/pickup",
        Outbox = "/srv/outbox",
        OutboxUsername = "worker",
        OutboxPassword = Secure(Canary),
        OutboxKey = Secure("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="),
        Transport = MailTransport.Pickup,
        FallbackAsset = "other",
        ServiceAccountKey = "/srv/key.json",
        SigningCertificatePath = "/srv/soar.pfx",
        SigningPassword = Secure(Canary),
        RecipientCertificatePath = "/srv/certificates",
        PgpKey = "0123456789ABCDEF",
        PgpPassphrase = Secure(Canary),
        PgpRecipientKeyPath = "/srv/keys",
        DkimDomain = "example.org",
        DkimSelector = ["mail", "mail-ed"],
        DkimPrivateKey = ["/srv/dkim.pem", Secure(Canary)],
    };

    private static IEnumerable<PropertyInfo> Settings => typeof(SmtpAsset).GetProperties().Where(property => property.CanWrite);

    [Fact]
    public void Resolve_EverySetting_IsAsItWas()
    {
        // So that a setting that is added later is not forgotten here.
        Assert.All(
            Settings.Where(property => property.PropertyType != typeof(X509Certificate2)),
            property => Assert.NotEqual(property.GetValue(new SmtpAsset()), property.GetValue(Full)));

        Assets.Register(Full, false, false);
        var asset = NewStore().Resolve("full");

        Assert.All(Settings, property => Assert.Equal(Comparable(property.GetValue(Full)), Comparable(property.GetValue(asset))));
    }

    [Fact]
    public void Resolve_NothingButAServer_HasTheDefaults()
    {
        Assets.Register(new SmtpAsset { Name = "bare", Server = "smtp.example.org", Scopes = null! }, false, false);

        var asset = Assets.Resolve("bare");

        Assert.Null(asset.Password);
        Assert.Null(asset.Port);
        Assert.Empty(asset.Scopes);
        Assert.Equal(100, asset.TimeoutSec);
    }

    [Fact]
    public void Register_Always_LeavesTheGivenAssetAlone()
    {
        var given = Asset("  home ");

        Assets.Register(given, false, false);
        given.Password!.Clear();

        Assert.Equal("  home ", given.Name);
        Assert.Equal(Canary, Reveal(Assets.Resolve("home").Password));
    }

    [Fact]
    public void Get_EverySetting_IsShownButNoSecret()
    {
        Assets.Register(Full, false, false);

        var shown = Assets.Get("full", failure => throw failure).Single();

        Assert.True(shown.HasPassword);
        Assert.True(shown.HasClientSecret);
        Assert.True(shown.HasPgpPassphrase);
        Assert.True(shown.HasSigningPassword);
        Assert.True(shown.HasOutboxKey);
        Assert.Equal("socks5://***@proxy.example.org:1080", shown.Proxy);
        Assert.Equal(2525, shown.Port);
        Assert.Equal(["/srv/dkim.pem", "(stored)"], shown.DkimPrivateKey);
        var properties = typeof(RegisteredSmtpAsset).GetProperties();
        Assert.DoesNotContain(properties, property => property.PropertyType == typeof(SecureString));
        Assert.Empty(Settings.Select(setting => setting.Name).Except(properties.Select(property => property.Name)).Except([nameof(SmtpAsset.Password), nameof(SmtpAsset.ClientSecret), nameof(SmtpAsset.PgpPassphrase), nameof(SmtpAsset.SigningPassword), nameof(SmtpAsset.OutboxPassword), nameof(SmtpAsset.OutboxKey)]));
        Assert.All(
            properties.Where(property => property.Name is not (nameof(SmtpAsset.Proxy) or nameof(SmtpAsset.ClientCertificate) or nameof(SmtpAsset.OAuthCertificate) or nameof(SmtpAsset.SigningCertificate) or nameof(SmtpAsset.DkimPrivateKey)) && typeof(SmtpAsset).GetProperty(property.Name) is not null),
            property => Assert.Equal(Comparable(typeof(SmtpAsset).GetProperty(property.Name)!.GetValue(Full)), Comparable(property.GetValue(shown))));
    }

    [Fact]
    public void Get_NoSecretInside_AlsoNotInPrivateFields()
    {
        Assets.Register(Full, false, false);
        var shown = Assets.Get("full", failure => throw failure).Single();

        var inside = (SmtpAsset)typeof(RegisteredSmtpAsset).GetField("_asset", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(shown)!;

        Assert.Null(inside.Password);
        Assert.Null(inside.ClientSecret);
        Assert.Null(inside.PgpPassphrase);
        Assert.Null(inside.SigningPassword);
        Assert.Empty(inside.DkimPrivateKey);
        Assert.Null(inside.OutboxPassword);
        Assert.Null(inside.OutboxKey);
        Assert.DoesNotContain(Canary, inside.Proxy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("nonsense")]
    [InlineData("""{"version":2,"settings":{}}""")]
    [InlineData("""{"version":1,"settings":{"nonsense":"cAnArY-5ecret"}}""")]
    [InlineData("""{"version":1,"settings":{},"password":"cAnArY-5ecret"}""")]
    public void Take_NoAsset_IsReportedWithoutItsContent(string json)
    {
        var content = System.Text.Encoding.UTF8.GetBytes(json);

        Error("AssetStoredInvalid", () => StoredAssetJson.Take(content, "home"));

        Assert.All(content, single => Assert.Equal(0, single));
    }

    private static object? Comparable(object? value) => value switch
    {
        SecureString secret => Reveal(secret),
        object[] items and not string[] => items.Select(Comparable).ToArray(),
        _ => value,
    };
}
