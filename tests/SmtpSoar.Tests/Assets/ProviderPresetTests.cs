using System;
using System.Collections.Generic;
using System.Net;
using SmtpSoar.Core.Assets.Json;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.Assets.Presets;
using SmtpSoar.Core.Assets.Store;
using Xunit;

namespace SmtpSoar.Tests.Assets;

/// <summary>What is filled in for a provider, and what is left alone.</summary>
public sealed class ProviderPresetTests : AssetTestBase
{
    private const string Tenant = "contoso.onmicrosoft.com";

    [Fact]
    public void Microsoft365_NothingElse_IsForAPersonOfAnyOrganization()
    {
        var asset = Read("Provider", "Microsoft365");

        Assert.Equal(("smtp.office365.com", 587, SslMethod.StartTls), (asset.Server, asset.Port, asset.SslMethod));
        Assert.Equal((AuthType.OAuth, OAuthFlow.AuthorizationCode), (asset.AuthType, asset.OAuthFlow));
        Assert.Equal("https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize", asset.AuthUrl);
        Assert.Equal("https://login.microsoftonline.com/organizations/oauth2/v2.0/token", asset.TokenUrl);
        Assert.Equal(["https://outlook.office.com/SMTP.Send"], asset.Scopes);
        Assert.Equal((3, 30), (asset.MaxConnections, asset.MaxMessagesPerMinute));
    }

    [Fact]
    public void Microsoft365_SecretAndTenant_IsForTheApplication()
    {
        var asset = Read(("provider", "microsoft365"), ("tenant", Tenant), ("client_id", "c"), ("client_secret", Canary));

        Assert.Equal(OAuthFlow.ClientCredentials, asset.OAuthFlow);
        Assert.Equal($"https://login.microsoftonline.com/{Tenant}/oauth2/v2.0/token", asset.TokenUrl);
        Assert.Equal(["https://outlook.office365.com/.default"], asset.Scopes);
    }

    [Fact]
    public void Microsoft365_SecretAndAnotherFlow_KeepsTheFlow() =>
        Assert.Equal(OAuthFlow.AuthorizationCode, Read(("Provider", "Microsoft365"), ("client_secret", Canary), ("OAuthFlow", "AuthorizationCode")).OAuthFlow);

    [Fact]
    public void Microsoft365_ManagedIdentity_NeedsNoTenant()
    {
        var asset = Read(("Provider", "Microsoft365"), ("OAuthFlow", "ManagedIdentity"));

        Assert.Null(asset.TokenUrl);
        Assert.Equal(["https://outlook.office365.com/.default"], asset.Scopes);
    }

    [Theory]
    [InlineData("UsGovernment", "outlook.office365.us", "login.microsoftonline.us", "https://outlook.office365.us/SMTP.Send")]
    [InlineData("us_government_dod", "outlook-dod.office365.us", "login.microsoftonline.us", "https://outlook-dod.office365.us/SMTP.Send")]
    [InlineData("China", "smtp.partner.outlook.cn", "login.partner.microsoftonline.cn", "https://partner.outlook.cn/SMTP.Send")]
    public void Microsoft365_OtherCloud_HasItsHosts(string cloud, string server, string login, string scope)
    {
        var asset = Read(("Provider", "Microsoft365"), ("Cloud", cloud));

        Assert.Equal((server, login, scope), (asset.Server, new Uri(asset.TokenUrl!).Host, asset.Scopes[0]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("organizations")]
    [InlineData("Common")]
    [InlineData("consumers")]
    public void Microsoft365_ApplicationWithoutItsTenant_IsRefused(string? tenant)
    {
        var error = Error("AssetTenantMissing", () => Read(("Provider", "Microsoft365"), ("Tenant", tenant), ("client_secret", Canary)));

        Assert.Contains("ClientCredentials", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("contoso.com/../x")]
    [InlineData("a?b")]
    [InlineData("https://contoso.com")]
    [InlineData("..")]
    public void Microsoft365_TenantThatIsNone_IsRefused(string tenant) =>
        Error("AssetTenantInvalid", () => Read(("Provider", "Microsoft365"), ("Tenant", tenant)));

    [Theory]
    [InlineData("Public", "graph.microsoft.com")]
    [InlineData("UsGovernment", "graph.microsoft.us")]
    [InlineData("UsGovernmentDod", "dod-graph.microsoft.us")]
    [InlineData("China", "microsoftgraph.chinacloudapi.cn")]
    public void Microsoft365_ByGraph_NeedsTenantClientAndSecretOnly(string cloud, string host)
    {
        var asset = Read(
            ("Provider", "Microsoft365"), ("Transport", "MicrosoftGraph"), ("Cloud", cloud), ("tenant", Tenant), ("client_id", "c"), ("client_secret", Canary));

        AuthenticationChoice.Check(asset);
        Assert.Equal((host, 443, SslMethod.Ssl), (asset.Server, asset.EffectivePort, asset.SslMethod));
        Assert.Equal((AuthType.OAuth, OAuthFlow.ClientCredentials), (asset.AuthType, asset.OAuthFlow));
        Assert.Equal([$"https://{host}/.default"], asset.Scopes);
        Assert.Null(asset.Username);
    }

    [Fact]
    public void Transport_Changed_BringsItsOwnServerAndScopesAndLeavesTheTenant()
    {
        var asset = Read(("Provider", "Microsoft365"), ("Tenant", Tenant), ("Cloud", "China"), ("ClientId", "c"), ("Username", "a@example.org"));

        Change(asset, MailTransport.MicrosoftGraph);

        Assert.Equal(("microsoftgraph.chinacloudapi.cn", 443, SslMethod.Ssl), (asset.Server, asset.EffectivePort, asset.SslMethod));
        Assert.Equal(["https://microsoftgraph.chinacloudapi.cn/Mail.Send"], asset.Scopes);
        Assert.Equal($"https://login.partner.microsoftonline.cn/{Tenant}/oauth2/v2.0/token", asset.TokenUrl);

        Change(asset, MailTransport.Smtp);

        Assert.Equal(("smtp.partner.outlook.cn", 587, SslMethod.StartTls), (asset.Server, asset.EffectivePort, asset.SslMethod));
        Assert.Equal(["https://partner.outlook.cn/SMTP.Send"], asset.Scopes);
    }

    [Fact]
    public void Transport_SmtpForAServerOfNoProvider_LeavesEverything()
    {
        var asset = Read(("server", "mail.example.org"), ("port", 2525), ("ssl_config", "SSL"));

        Change(asset, MailTransport.Smtp);

        Assert.Equal(("mail.example.org", 2525, SslMethod.Ssl), (asset.Server, asset.Port, asset.SslMethod));
    }

    [Fact]
    public void Microsoft365_ApplicationWithATokenUrlOfItsOwn_GetsNoAuthUrlOfMicrosofts() => Assert.Null(
        Read(("Transport", "MicrosoftGraph"), ("ClientId", "c"), ("client_secret", Canary), ("TokenUrl", "http://127.0.0.1:1/token")).AuthUrl);

    [Fact]
    public void Microsoft365_ByGraphForAPerson_AsksForMailSend() =>
        Assert.Equal(["https://graph.microsoft.com/Mail.Send"], Read(("Transport", "MicrosoftGraph"), ("ClientId", "c")).Scopes);

    [Fact]
    public void Gmail_ByItsApi_HasTheNarrowScope()
    {
        var asset = Read(("Transport", "GmailApi"), ("ServiceAccountKey", "/srv/key.json"), ("username", "a@example.org"));

        AuthenticationChoice.Check(asset);
        Assert.Equal(("gmail.googleapis.com", 443, OAuthFlow.ServiceAccount), (asset.Server, asset.EffectivePort, asset.OAuthFlow));
        Assert.Equal(["https://www.googleapis.com/auth/gmail.send"], asset.Scopes);
    }

    [Fact]
    public void Transport_OfAnotherProvider_IsRefused() =>
        Error("AssetTransportConflict", () => Read(("Provider", "Gmail"), ("Transport", "MicrosoftGraph")));

    [Fact]
    public void Gmail_NothingElse_IsForAPerson()
    {
        var asset = Read(("Provider", "Gmail"), ("client_secret", Canary));

        Assert.Equal(("smtp.gmail.com", 587), (asset.Server, asset.Port));
        Assert.Equal((AuthType.OAuth, OAuthFlow.AuthorizationCode), (asset.AuthType, asset.OAuthFlow));
        Assert.Equal(("https://accounts.google.com/o/oauth2/v2/auth", "https://oauth2.googleapis.com/token"), (asset.AuthUrl, asset.TokenUrl));
        Assert.Equal(["https://mail.google.com/"], asset.Scopes);
        Assert.Null(asset.MaxMessagesPerMinute);
    }

    [Fact]
    public void Gmail_AppPassword_IsBasic()
    {
        var asset = Read(("Provider", "Gmail"), ("username", "someone@gmail.com"), ("password", Canary));

        Assert.Equal(AuthType.Automatic, asset.AuthType);
        Assert.Equal([AuthType.Basic, AuthType.Passwordless], AuthenticationChoice.Fallbacks(asset));
    }

    [Fact]
    public void Provider_SettingsThatAreGiven_Stay()
    {
        var asset = Read(
            ("server", "smtp.example.org"), ("ssl_config", "SSL"), ("auth_type", "Basic"), ("token_url", "https://login.example.org/token"),
            ("scopes", "one two"), ("MaxMessagesPerMinute", 5), ("MaxConnections", 1), ("Provider", "Microsoft365"));

        Assert.Equal(("smtp.example.org", 465, AuthType.Basic), (asset.Server, asset.EffectivePort, asset.AuthType));
        Assert.Equal("https://login.example.org/token", asset.TokenUrl);
        Assert.Equal(["one", "two"], asset.Scopes);
        Assert.Equal((1, 5), (asset.MaxConnections, asset.MaxMessagesPerMinute));
    }

    [Theory]
    [InlineData("Tenant", "contoso.com")]
    [InlineData("Cloud", "China")]
    public void Gmail_SettingOfMicrosoft_IsRefused(string key, string value)
    {
        Assert.Contains(key, Error("AssetTenantForeign", () => Read(("Provider", "Gmail"), (key, value))).Message, StringComparison.Ordinal);
        Error("AssetTenantForeign", () => Read(key, value));
    }

    [Fact]
    public void Provider_Unknown_NamesThoseThatAreKnown() =>
        Assert.Contains("Microsoft365, Gmail", Error("AssetSettingInvalid", () => Read("Provider", "Yahoo")).Message, StringComparison.Ordinal);

    [Fact]
    public void Provider_Twice_IsRefused() => Error("AssetSettingTwice", () => Read(("Provider", "Gmail"), ("provider", "Gmail")));

    [Fact]
    public void Json_WithProvider_IsRead() =>
        Assert.Equal("smtp.gmail.com", AssetReader.FromJson("""{"provider": "gmail", "username": "a@gmail.com"}""").Server);

    [Fact]
    public void Microsoft365_SecretWithoutTheMicrosoftTenantButAUrl_IsTheUsersBusiness() => Assert.Equal(
        "https://localhost:1/t/oauth2/v2.0/token",
        Read(("Provider", "Microsoft365"), ("ClientSecret", new NetworkCredential("", "x").SecurePassword), ("TokenUrl", "https://localhost:1/t/oauth2/v2.0/token")).TokenUrl);

    private static void Change(SmtpAsset asset, MailTransport transport) =>
        new AssetChange(new Dictionary<string, object?> { ["Transport"] = transport }, new ProviderPreset()).Apply(asset);
}
