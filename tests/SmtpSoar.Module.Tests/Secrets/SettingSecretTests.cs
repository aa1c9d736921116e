using System;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Secrets;

/// <summary>Secrets among settings that are wrong, and secrets in the wrong place.</summary>
public sealed class SettingSecretTests : SecretTest
{
    [Theory]
    [InlineData("{ \"server\": \"x\", \"password\": \"PW\", \"client_secret\": \"CS\" ")]
    [InlineData("{ \"server\": \"x\", \"password\": \"PW\"CS\" }")]
    [InlineData("{ \"server\": \"x\", \"password\": \"\\PW\" }")]
    [InlineData("{ \"server\": \"x\", \"password\": [\"PW\"] }")]
    [InlineData("{ \"server\": \"x\", \"password\": { \"value\": \"PW\" } }")]
    [InlineData("{ \"server\": \"x\", \"password\": \"PW\", \"password\": \"CS\" }")]
    [InlineData("{ \"server\": \"x\", \"password\": \"PW\", \"Password\": \"CS\" }")]
    [InlineData("{ \"server\": \"x\", \"password\": \"PW\", \"color\": \"CS\" }")]
    [InlineData("{ \"server\": \"x\", \"password\": \"PW\", \"port\": \"no\" }")]
    [InlineData("{ \"server\": \"http://u:PW@x\" }")]
    [InlineData("{ \"server\": \"x\", \"proxy\": \"ftp://u:PX@proxy\" }")]
    [InlineData("{ \"server\": \"x\", \"proxy\": \"socks5://u:PX@proxy:99999\" }")]
    [InlineData("{ \"server\": \"x\", \"proxy\": \"u:PX@proxy\" }")]
    [InlineData("{ \"server\": \"x\", \"auth_type\": \"OAuth\", \"client_secret\": \"CS\", \"password\": \"PW\" }")]
    public void Json_WithAFault_ShowsNoSecret(string json)
    {
        Engine.SetVariable("json", json.Replace("PW", Password).Replace("CS", ClientSecret).Replace("PX", ProxyPassword));

        RunWatched("Import-SmtpAsset $json; Test-SmtpAsset $json; Send-SoarEmail a@example.org s b -From f@example.org -Asset $json -Verbose -Debug; [IO.File]::WriteAllText(\"$folder.json\", $json); Import-SmtpAsset -Path \"$folder.json\"; [IO.File]::Delete(\"$folder.json\")");

        Assert.NotEmpty(Engine.Errors);
    }

    [Theory]
    [InlineData("New-SmtpAsset x -Username u -Password $plain")]
    [InlineData("New-SmtpAsset x -ClientSecret $plain")]
    [InlineData("New-SmtpAsset x -Password ($plain, $plain)")]
    public void PlainTextSecret_ForASecureString_ShowsNowhere(string script)
    {
        Engine.SetVariable("plain", Password);

        RunWatched(script);

        Assert.Single(Engine.Errors);
        Assert.Contains("Read-Host -AsSecureString", SingleError().Exception.Message, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Asset_WithSecrets_ShowsNone()
    {
        RunWatched("$made = New-SmtpAsset x -Username u -Password $password -ClientSecret $secret; $made; \"$made\"; $made.ToString()");
        Assert.Empty(Engine.Errors);
    }

    [Fact]
    public void Asset_WithAProxyPassword_SaysNothingOfItAsText()
    {
        RunWatched($"$made = New-SmtpAsset x -Proxy 'socks5://u:{ProxyPassword}@proxy:1080'; \"$made\"");
        Assert.Empty(Engine.Errors);
    }

    [Theory]
    [InlineData("socks5")]
    [InlineData("socks4a")]
    [InlineData("http")]
    public void Proxy_ThatDoesNotWork_ShowsNoPassword(string scheme)
    {
        using var nothing = SmtpTestServer.Start();
        Engine.SetVariable("proxy", $"{scheme}://user:{ProxyPassword}@{nothing.Host}:{nothing.Port}");

        RunWatched("foreach ($command in 'Test-SmtpAsset', 'Send-SoarEmail a@example.org s b -From f@example.org') { & ([scriptblock]::Create(\"$command -Asset @{ server = 'mail.example.org'; proxy = `$proxy; TimeoutSec = 5 } -Verbose -Debug -ProtocolLog $folder/log.txt\")) }");

        Assert.Equal(2, Engine.Errors.Count);
    }

    [Fact]
    public void WhatIf_AssetWithSecrets_ShowsNone()
    {
        StartServer();

        RunWatched($"$asset.username = 'u@example.org'; $asset.password = '{Password}'; $asset.client_secret = '{ClientSecret}'; Send-SoarEmail a@example.org s b -Asset $asset -WhatIf -Verbose -Debug; Test-SmtpAsset $asset -WhatIf");

        Assert.Contains("What if", Engine.Host.Text, System.StringComparison.Ordinal);
    }

    [Fact]
    public void OAuthAsset_WhoseProviderQuotesTheSecret_ShowsItNowhere()
    {
        StartServer(new ServerOptions { AuthMechanisms = ["XOAUTH2", "PLAIN"] });
        using var authority = new ScriptedAuthority(request => ScriptedAuthority.Answer.Json($$"""{"error":"invalid_request","error_description":"You said {{request.Body}}"}""", 400));

        RunWatched($"$asset.username = 'u@example.org'; $asset.OAuthFlow = 'ClientCredentials'; $asset.auth_type = 'OAuth'; $asset.client_id = 'c'; $asset.client_secret = '{ClientSecret}'; $asset.token_url = '{authority.Url}'; Send-SoarEmail a@example.org s b -Asset $asset -Verbose -Debug");

        Assert.Equal("OAuthRefused", SingleErrorId());
        Assert.Contains("client_secret=********", SingleError().Exception.Message, StringComparison.Ordinal);
    }
}
