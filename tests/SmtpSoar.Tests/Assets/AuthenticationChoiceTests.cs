using System;
using SmtpSoar.Core.Assets.Login;
using Xunit;

namespace SmtpSoar.Tests.Assets;

public sealed class AuthenticationChoiceTests : AssetTestBase
{
    [Fact]
    public void Choose_AutomaticWithEverything_IsOAuth()
    {
        var asset = Complete();

        Assert.Equal(AuthType.OAuth, AuthenticationChoice.Choose(asset));
        Assert.Equal([AuthType.OAuth, AuthType.Basic, AuthType.Passwordless], AuthenticationChoice.Fallbacks(asset));
    }

    [Theory]
    [InlineData("ClientId")]
    [InlineData("ClientSecret")]
    [InlineData("AuthUrl")]
    [InlineData("TokenUrl")]
    public void Choose_AutomaticWithOAuthIncomplete_IsBasic(string missing)
    {
        var asset = Complete(missing);

        Assert.Equal(AuthType.Basic, AuthenticationChoice.Choose(asset));
        Assert.Equal([AuthType.Basic, AuthType.Passwordless], AuthenticationChoice.Fallbacks(asset));
    }

    [Fact]
    public void Choose_AutomaticWithNothing_IsPasswordless() =>
        Assert.Equal(AuthType.Passwordless, AuthenticationChoice.Choose(new SmtpAsset()));

    [Fact]
    public void Choose_AutomaticWithASecretButNoUsername_NamesTheUsername()
    {
        foreach (var asset in new[] { Complete("Username"), new SmtpAsset { Password = Secure(Canary) } })
        {
            var error = Error("AssetSettingMissing", () => AuthenticationChoice.Choose(asset));

            Assert.EndsWith("does not have: Username (username).", error.Sentence, StringComparison.Ordinal);
            Assert.Contains("Passwordless", error.Advice, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Choose_AutomaticWithASecretAndLittleElse_NamesAllThatIsMissing()
    {
        var asset = new SmtpAsset { ClientId = "c", ClientSecret = Secure(Canary) };

        var error = Error("AssetSettingMissing", () => AuthenticationChoice.Choose(asset));

        Assert.EndsWith("does not have: Username (username), AuthUrl (auth_url), TokenUrl (token_url).", error.Sentence, StringComparison.Ordinal);
        Assert.StartsWith("Set what is missing; Username (username) is the account that logs in", error.Advice, StringComparison.Ordinal);
        Assert.Equal(AuthType.Passwordless, AuthenticationChoice.Choose(new SmtpAsset { ClientId = "c" }));
    }

    [Theory]
    [InlineData(OAuthFlow.ClientCredentials)]
    [InlineData(OAuthFlow.AuthorizationCode)]
    public void Choose_AutomaticWithAFlowButNoUsername_NamesTheUsername(OAuthFlow flow)
    {
        var asset = Complete("Username");
        (asset.OAuthFlow, asset.Password) = (flow, null);

        Assert.StartsWith("OAuth ", Error("AssetSettingMissing", () => AuthenticationChoice.Choose(asset)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_AutomaticWithUrlsAndScopesAlone_IsPasswordless()
    {
        // SOAR fills these in by itself.
        var asset = new SmtpAsset { AuthUrl = "https://login.example.test/a", TokenUrl = "https://login.example.test/t", Scopes = ["s"] };

        Assert.Equal(AuthType.Passwordless, AuthenticationChoice.Choose(asset));
    }

    [Fact]
    public void Check_PickupDirectory_NeedsNoLogin()
    {
        var asset = Complete("Username");
        asset.PickupDirectory = "mails";

        AuthenticationChoice.Check(asset);
    }

    [Fact]
    public void Choose_EmptyPassword_IsMissingForAutomaticOnly()
    {
        using var empty = Secure("");

        Assert.Equal(AuthType.Passwordless, AuthenticationChoice.Choose(new SmtpAsset { Username = "u", Password = empty }));
        Assert.Equal(AuthType.Basic, AuthenticationChoice.Choose(new SmtpAsset { Username = "u", Password = empty, AuthType = AuthType.Basic }));
    }

    [Fact]
    public void Choose_ExplicitMethod_IsItAlone()
    {
        var asset = Complete();
        asset.AuthType = AuthType.Basic;

        Assert.Equal(AuthType.Basic, AuthenticationChoice.Choose(asset));
        Assert.Equal([AuthType.Basic], AuthenticationChoice.Fallbacks(asset));
        Assert.Equal(AuthType.Passwordless, AuthenticationChoice.Choose(new SmtpAsset { AuthType = AuthType.Passwordless }));
    }

    [Fact]
    public void Choose_ExplicitOAuthWithNothing_NamesEverySetting()
    {
        var error = Error("AssetSettingMissing", () => AuthenticationChoice.Choose(new SmtpAsset { AuthType = AuthType.OAuth }));

        Assert.Contains(
            "Username (username), ClientId (client_id), ClientSecret (client_secret), AuthUrl (auth_url), TokenUrl (token_url).",
            error.Sentence,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_ExplicitBasicWithoutPassword_NamesOnlyThat()
    {
        var error = Error("AssetSettingMissing", () => AuthenticationChoice.Choose(new SmtpAsset { AuthType = AuthType.Basic, Username = "u" }));

        Assert.EndsWith("does not have: Password (password).", error.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MailTransport.MicrosoftGraph, "and needs no Username")]
    [InlineData(MailTransport.GmailApi, "ServiceAccountKey; Username is the mailbox")]
    public void Check_OfAnApiWithoutALogin_SaysWhatAnApplicationNeeds(MailTransport transport, string advice)
    {
        var error = Error("AssetSettingMissing", () => AuthenticationChoice.Check(new SmtpAsset { Transport = transport, Server = "x", ClientId = "c" }));

        Assert.Contains(advice, error.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("Passwordless", error.Advice, StringComparison.Ordinal);
    }

    private static SmtpAsset Complete(string? missing = null) => new()
    {
        Username = missing == "Username" ? " " : "u",
        Password = Secure(Canary),
        ClientId = missing == "ClientId" ? null : "id",
        ClientSecret = missing == "ClientSecret" ? Secure("") : Secure(Canary),
        AuthUrl = missing == "AuthUrl" ? "" : "https://login.example.test/authorize",
        TokenUrl = missing == "TokenUrl" ? null : "https://login.example.test/token",
    };
}
