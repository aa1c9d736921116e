using System;
using System.Net;
using System.Threading;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.Assets.Store;
using SmtpSoar.Core.OAuth.Tokens;
using SmtpSoar.Tests.Secrets;
using Xunit;

namespace SmtpSoar.Tests.Assets;

/// <summary>What becomes of an asset's OAuth 2.0 tokens when it is unregistered.</summary>
public sealed class AssetTokensTests : StoreTestBase
{
    private readonly AssetStore _assets;

    public AssetTokensTests() => _assets = new AssetStore(Store);

    [Fact]
    public void Unregister_TheOnlyAssetOfALogin_ForgetsItsTokens()
    {
        var asset = Register("home");
        LogIn(asset);

        _assets.Unregister("HOME");

        Assert.False(HasTokens(asset));
    }

    [Fact]
    public void Unregister_OneOfTwoWithTheSameLogin_KeepsTheTokensForTheOther()
    {
        var asset = Register("home");
        Register("work");
        LogIn(asset);

        _assets.Unregister("home");
        Assert.True(HasTokens(asset));

        _assets.Unregister("work");
        Assert.False(HasTokens(asset));
    }

    [Fact]
    public void Unregister_AnotherLogin_KeepsTheTokens()
    {
        var asset = Register("home");
        Register("work", "other@example.org");
        LogIn(asset);

        _assets.Unregister("work");

        Assert.True(HasTokens(asset));
    }

    [Fact]
    public void Unregister_AssetWhoseCertificateOrSecretIsGone_ForgetsItsTokensToo()
    {
        var asset = Register("home", flow: OAuthFlow.ClientCredentials);
        asset.ClientSecret = new NetworkCredential("", "s").SecurePassword;
        LogIn(asset);

        _assets.Unregister("home");

        Assert.False(HasTokens(asset));
    }

    [Fact]
    public void Unregister_NameThatIsNotThere_ForgetsNothing()
    {
        var asset = Register("home");
        LogIn(asset);

        Error("AssetNotFound", () => _assets.Unregister("nothing"));

        Assert.True(HasTokens(asset));
    }

    [Fact]
    public void Unregister_AssetWithoutOAuth_LeavesTheStoreToOthers()
    {
        var asset = Register("home");
        LogIn(asset);
        _assets.Register(new SmtpAsset { Name = "plain", Server = "smtp.example.org" }, false, false);

        _assets.Unregister("plain");

        Assert.True(HasTokens(asset));
    }

    [Fact]
    public void Register_OverAnAssetWithAnotherLogin_ForgetsTheOldTokens()
    {
        var before = Register("home");
        LogIn(before);
        var after = before.Clone();
        after.ClientId = "another client";

        _assets.Register(after, false, force: true);

        Assert.False(HasTokens(before));
    }

    [Fact]
    public void Register_OverAnAssetWithTheSameLogin_KeepsItsTokens()
    {
        var asset = Register("home");
        LogIn(asset);
        asset.TimeoutSec = 7;

        _assets.Register(asset, false, force: true);

        Assert.True(HasTokens(asset));
    }

    [Fact]
    public void Unregister_AfterTheKeyWasLost_ClearsTheWayForNewOnes()
    {
        var asset = Register("home");
        _assets.Register(asset, isDefault: true, force: true);
        LogIn(asset);
        System.IO.File.Delete(KeyPath);

        Error("StoreKeyMissing", () => _assets.Register(asset, true, force: true));
        foreach (var name in _assets.Names("*"))
            _assets.Unregister(name);
        _assets.Register(asset, true, false);
        LogIn(asset);

        Assert.True(HasTokens(asset));
        Assert.Equal("home", _assets.GetDefault()!.Name);
    }

    private SmtpAsset Register(string name, string user = "anna@example.org", OAuthFlow flow = OAuthFlow.AuthorizationCode)
    {
        var asset = new SmtpAsset
        {
            Name = name,
            Server = "smtp.example.org",
            Username = user,
            ClientId = "client",
            AuthUrl = "https://login.example.org/authorize",
            TokenUrl = "https://login.example.org/token",
            OAuthFlow = flow,
        };
        _assets.Register(asset, false, false);
        return asset;
    }

    private void LogIn(SmtpAsset asset) => TokensOf(asset).Write(new TokenSet { AccessToken = "t", ObtainedOn = DateTimeOffset.UnixEpoch }, CancellationToken.None);

    private bool HasTokens(SmtpAsset asset) => TokensOf(asset).Read() is not null;

    private TokenStore TokensOf(SmtpAsset asset) => new(Store, OAuthSettings.Of(asset).Key);
}
