using System;
using SmtpSoar.Core.Assets;
using Xunit;

namespace SmtpSoar.Tests.Assets;

public sealed class AssetValidatorTests : AssetTestBase
{
    [Theory]
    [InlineData("smtp.example.test")]
    [InlineData("smtp.example.test.")]
    [InlineData("localhost")]
    [InlineData("mail_relay")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("[::1]")]
    [InlineData("fe80::1%eth0")]
    [InlineData("bücher.example")]
    public void Server_HostNameOrAddress_IsGood(string server)
    {
        Assert.Null(Record.Exception(() => AssetValidator.Validate(new SmtpAsset { Server = server })));
    }

    [Theory]
    [InlineData("smtp example", "blank")]
    [InlineData(" smtp.example.test", "blank")]
    [InlineData("smtp.example.test\r\n", "blank")]
    [InlineData("smtp://smtp.example.test", "URL")]
    [InlineData("https://user:" + Canary + "@smtp.example.test", "URL")]
    [InlineData("user:" + Canary + "@smtp.example.test:25", "mail address")]
    [InlineData("smtp.example.test:587", "port")]
    [InlineData("[::1]:587", "port")]
    [InlineData("smtp.example.test/", "neither")]
    [InlineData("a..b", "neither")]
    [InlineData("me@example.test", "mail address")]
    public void Server_OtherForm_IsRefusedWithTheReason(string server, string reason)
    {
        var error = Error("AssetServerInvalid", () => AssetValidator.Validate(new SmtpAsset { Server = server }));

        Assert.Contains(reason, error.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PickupDirectory")]
    [InlineData("AuthType")]
    [InlineData("SslMethod")]
    [InlineData("CertificateThumbprint")]
    [InlineData("CertificateRevocation")]
    [InlineData("DkimDomain")]
    public void Transport_OfAnApi_RefusesASettingThatItCantKeep(string setting)
    {
        var asset = new SmtpAsset { Transport = MailTransport.MicrosoftGraph, Server = "graph.microsoft.com" };
        AssetValidator.Validate(asset);
        object value = setting switch
        {
            "AuthType" => AuthType.Basic,
            "SslMethod" => SslMethod.None,
            "CertificateRevocation" => CertificateRevocation.Require,
            _ => "ab",
        };
        typeof(SmtpAsset).GetProperty(setting)!.SetValue(asset, value);

        Assert.Contains(setting, Error("AssetTransportConflict", () => AssetValidator.Validate(asset)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Transport_InTheClear_IsForLoopbackAlone() =>
        AssetValidator.Validate(new SmtpAsset { Transport = MailTransport.GmailApi, Server = "::1", SslMethod = SslMethod.None });

    [Fact]
    public void Transport_PickupWithoutADirectory_IsRefused() =>
        Error("AssetTransportIncomplete", () => AssetValidator.Validate(new SmtpAsset { Transport = MailTransport.Pickup, Server = "h" }));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Server_Missing_IsRefusedUnlessThereIsAPickupDirectory(string? server)
    {
        var error = Error("AssetServerMissing", () => AssetValidator.Validate(new SmtpAsset { Name = "office", Server = server }));
        Assert.StartsWith("The asset 'office' names no mail server.", error.Message, StringComparison.Ordinal);

        AssetValidator.Validate(new SmtpAsset { Server = server, PickupDirectory = "pickup" });
        AssetValidator.Validate(new SmtpAsset { Server = "h", PickupDirectory = "pickup" });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65536)]
    [InlineData(-1)]
    public void Port_OutOfRange_IsRefused(int port)
    {
        Error("AssetPortInvalid", () => AssetValidator.Validate(new SmtpAsset { Server = "h", Port = port }));
    }

    [Fact]
    public void Limits_BelowOne_AreNamed()
    {
        AssertTooSmall("TimeoutSec", new SmtpAsset { Server = "h", TimeoutSec = 0 });
        AssertTooSmall("MaxConnections", new SmtpAsset { Server = "h", MaxConnections = -3 });
        AssertTooSmall("RetryCount", new SmtpAsset { Server = "h", RetryCount = -1 });
        AssertTooSmall("RetryDelaySec", new SmtpAsset { Server = "h", RetryDelaySec = 0 });
        AssertTooSmall("RetryMaxDelaySec", new SmtpAsset { Server = "h", RetryMaxDelaySec = 0 });
        AssertTooSmall("RetryTimeoutSec", new SmtpAsset { Server = "h", RetryTimeoutSec = -1 });
        AssertTooSmall("MaxMessagesPerMinute", new SmtpAsset { Server = "h", MaxMessagesPerMinute = 0 });
    }

    [Theory]
    [InlineData("socks5://proxy:1080")]
    [InlineData("SOCKS5://proxy")]
    [InlineData("socks4a://user@proxy:1080/")]
    [InlineData("http://user:p%40ss@proxy.example.test:8080")]
    [InlineData("http://[::1]:8080")]
    [InlineData("")]
    public void Proxy_OfAKnownKind_IsGood(string proxy)
    {
        Assert.Null(Record.Exception(() => AssetValidator.Validate(new SmtpAsset { Server = "h", Proxy = proxy })));
    }

    [Theory]
    [InlineData("https://user:" + Canary + "@proxy", "'https'")]
    [InlineData(Canary + "://proxy", "no URL")]
    [InlineData("user:" + Canary + "@proxy:1080", "no URL")]
    [InlineData("proxy:1080", "no URL")]
    [InlineData("socks5://", "no valid URL")]
    [InlineData("socks5://user:" + Canary + "@", "no valid URL")]
    [InlineData("socks5://user:" + Canary + "/x@proxy:1080", "URL")]
    [InlineData("socks5://user:x@proxy:99999#" + Canary, "no valid URL")]
    [InlineData("socks5://user:x@proxy:0", "no valid URL")]
    [InlineData("http://proxy:8080/" + Canary, "goes on")]
    [InlineData("http://proxy:8080?" + Canary, "goes on")]
    public void Proxy_OtherForm_IsRefusedWithoutItsPassword(string proxy, string reason)
    {
        var error = Error("AssetProxyInvalid", () => AssetValidator.Validate(new SmtpAsset { Server = "h", Proxy = proxy }));

        Assert.Contains(reason, error.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("client.example.test")]
    [InlineData("client-7")]
    [InlineData("192.0.2.1")]
    [InlineData("[192.0.2.1]")]
    [InlineData("[IPv6:2001:db8::1]")]
    [InlineData("2001:db8::1")]
    [InlineData("")]
    public void LocalDomain_DomainOrAddress_IsGood(string domain)
    {
        Assert.Null(Record.Exception(() => AssetValidator.Validate(new SmtpAsset { Server = "h", LocalDomain = domain })));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("client.example.test\r\nRSET")]
    [InlineData("client.example.test\n")]
    [InlineData("x\n")]
    [InlineData("-a")]
    [InlineData("a_b")]
    [InlineData("a..b")]
    [InlineData("bücher.example")]
    [InlineData("[x]")]
    [InlineData("a.")]
    [InlineData(" ")]
    [InlineData("192.0.2.1\n")]
    [InlineData("[192.0.2.1]\n")]
    [InlineData("[[192.0.2.1]]")]
    [InlineData("[::1]:25")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[")]
    [InlineData("[]")]
    public void LocalDomain_OtherForm_IsRefused(string domain)
    {
        Error("AssetLocalDomainInvalid", () => AssetValidator.Validate(new SmtpAsset { Server = "h", LocalDomain = domain }));
    }

    [Fact]
    public void Thumbprint_NoSha256_IsRefused()
    {
        Error("AssetThumbprintInvalid", () => AssetValidator.Validate(new SmtpAsset { Server = "h", CertificateThumbprint = "00" }));
    }

    private static void AssertTooSmall(string setting, SmtpAsset asset)
    {
        Assert.Contains(setting, Error("AssetNumberTooSmall", () => AssetValidator.Validate(asset)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://login.example.test/token")]
    [InlineData("login.example.test/token")]
    [InlineData("http://login.example.test/token")]
    public void Validate_OAuthUrlThatIsNone_IsRefusedByName(string url)
    {
        foreach (var (asset, name) in new[]
        {
            (new SmtpAsset { Server = "h", TokenUrl = url }, "TokenUrl (token_url)"),
            (new SmtpAsset { Server = "h", AuthUrl = url }, "AuthUrl (auth_url)"),
            (new SmtpAsset { Server = "h", DeviceAuthUrl = url }, "DeviceAuthUrl"),
        })
            Assert.Contains(name, Error("OAuthUrlInvalid", () => AssetValidator.Validate(asset)).Sentence, StringComparison.Ordinal);
    }
}
