using System;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Security;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Assets;

/// <summary>Changing settings of kept assets and of asset objects.</summary>
public sealed class SetSmtpAssetTests : AssetEngineTest
{
    public SetSmtpAssetTests() => Engine.SetVariable("other", new NetworkCredential("", "another").SecurePassword);

    [Theory]
    [InlineData("Set-SmtpAsset home -Password $secret")]
    [InlineData("Set-SmtpAsset -Name HOME -Password $secret")]
    [InlineData("Get-SmtpAsset home | Set-SmtpAsset -Password $secret")]
    [InlineData("'home' | Set-SmtpAsset -Credential ([pscredential]::new('someone', $secret))")]
    public void Set_PasswordOfAKeptAsset_IsTheOneThatLogsInAndAllElseStays(string script)
    {
        var server = RegisterServer("home", "-Default");
        Engine.Run("Register-SmtpAsset home -Name home -Force; Set-SmtpAsset home -Password $other -TimeoutSec 7");

        Assert.Empty(Engine.Run(script));

        Assert.Empty(Engine.Errors);
        Assert.Equal("success", Result("Send-SoarEmail -To a@example.org -Body b").Status);
        Assert.Equal("someone", Assert.Single(server.Messages).User);
        var kept = Result("Get-SmtpAsset -Default");
        Assert.Equal(("home", 7), ((string)kept.Name, (int)kept.TimeoutSec));
        Assert.Equal(("sender@example.org", true), ((string)kept.SenderAddress, (bool)kept.HasPassword));
    }

    [Fact]
    public void Set_EverySetting_HasTheParametersOfNew()
    {
        var parameters = Engine.Run(
            "(Get-Command New-SmtpAsset).Parameters.Keys | Where-Object { $_ -notin (Get-Command Set-SmtpAsset).Parameters.Keys }");

        // A kept asset is copied under another name by Register-SmtpAsset.
        Assert.Equal("Name", Assert.Single(parameters).BaseObject);
    }

    [Fact]
    public void Set_PassThru_WritesTheAssetWithoutItsSecrets()
    {
        RegisterServer("home", "-Default");

        var output = Engine.Run("Get-SmtpAsset home | Set-SmtpAsset -MaxConnections 1 -Port 2525 -PassThru");

        dynamic written = Assert.Single(output);
        Assert.Equal("SmtpSoar.RegisteredSmtpAsset", ((PSObject)written).TypeNames[0]);
        Assert.Equal((1, 2525, true), ((int)written.MaxConnections, (int)written.Port, (bool)written.IsDefault));
        Assert.DoesNotContain(Canary, Everything(output), StringComparison.Ordinal);
    }

    [Fact]
    public void Set_Several_ChangesEachThatCanBe()
    {
        Engine.Run("'a', 'b' | ForEach-Object { New-SmtpAsset smtp.example.org -Name $_ } | Register-SmtpAsset");

        var changed = Engine.Try("'a', 'nothing', 'b' | Set-SmtpAsset -TimeoutSec 9 -PassThru");

        Assert.Equal(["a", "b"], changed.Select(asset => (string)((dynamic)asset).Name));
        Assert.Equal("AssetNotFound", SingleErrorId());
    }

    [Fact]
    public void Set_WhatIf_NamesTheSettingsAndChangesNothing()
    {
        RegisterServer("home");
        Engine.Run("$object = New-SmtpAsset smtp.example.org -Name it");

        Engine.Run("Set-SmtpAsset home -Port 2525 -Password $secret -WhatIf; Set-SmtpAsset $object -Port 2525 -WhatIf");

        Assert.Contains("\"Change Port, Password\" on target \"home, 127.0.0.1:", Engine.Host.Text, StringComparison.Ordinal);
        Assert.Contains("\"Change Port\" on target \"it, smtp.example.org:587 (StartTls)\"", Engine.Host.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, Engine.Host.Text, StringComparison.Ordinal);
        Assert.NotEqual(2525, (int)Result("Get-SmtpAsset home").Port);
        Assert.Null(Result("$object").Port);
    }

    [Theory]
    [InlineData("Set-SmtpAsset home -Port 99999", "AssetPortInvalid")]
    [InlineData("Set-SmtpAsset home -Port 99999 -WhatIf", "AssetPortInvalid")]
    [InlineData("Set-SmtpAsset $object -TimeoutSec 0", "AssetNumberTooSmall")]
    [InlineData("Set-SmtpAsset $object -AuthType OAuth", "AssetSettingMissing")]
    [InlineData("Set-SmtpAsset $object -Tenant contoso.com", "AssetTenantForeign")]
    [InlineData("Set-SmtpAsset home", "AssetChangeEmpty")]
    [InlineData("Set-SmtpAsset home -PassThru", "AssetChangeEmpty")]
    [InlineData("Set-SmtpAsset @{ server = 'smtp.example.org' } -Port 25", "AssetNotChangeable")]
    [InlineData("Set-SmtpAsset '{ \"server\": \"smtp.example.org\" }' -Port 25", "AssetNotChangeable")]
    public void Set_WhatCanNotBe_IsNamedAndNothingChanges(string script, string error)
    {
        Engine.Run("$object = New-SmtpAsset smtp.example.org; New-SmtpAsset smtp.example.org | Register-SmtpAsset -Name home");

        Assert.Empty(Engine.Try(script));

        Assert.Equal(error, SingleErrorId());
        Assert.Equal(587, (int)Result("Get-SmtpAsset home").Port);
        Assert.Equal((100, "Automatic"), ((int)Result("$object").TimeoutSec, (string)Result("$object").AuthType.ToString()));
    }

    [Fact]
    public void Set_AssetObject_IsChangedItself()
    {
        Engine.Run("""
            $object = New-SmtpAsset smtp.example.org -Proxy http://proxy:80 -MaxMessagesPerMinute 5 -RetryCount 0 `
                -Username u -Password $secret -SkipCertificateCheck
            """);

        Engine.Run("""
            $object | Set-SmtpAsset -Server two.example.org -Proxy '' -MaxMessagesPerMinute $null -RetryCount $null `
                -SkipCertificateCheck:$false -Password $other
            """);

        var changed = Result("$object");
        Assert.Equal("two.example.org", changed.Server);
        Assert.Null(changed.Proxy);
        Assert.Null(changed.MaxMessagesPerMinute);
        Assert.Equal(4, changed.RetryCount);
        Assert.False(changed.SkipCertificateCheck);
        Assert.Equal("another", new NetworkCredential("", (SecureString)changed.Password).Password);
        Assert.Same(Engine.RunSingle("$object").BaseObject, Engine.RunSingle("Set-SmtpAsset $object -Port 25 -PassThru").BaseObject);
    }

    [Fact]
    public void Set_FolderOfARelativePath_BeginsAtTheCurrentLocation()
    {
        Engine.Run("New-SmtpAsset smtp.example.org | Register-SmtpAsset -Name home");

        Engine.Run("$null = $ExecutionContext.SessionState.Path.SetLocation($folder); Set-SmtpAsset home -Outbox box");

        Assert.Equal(Folder["box"], Result("Get-SmtpAsset home").Outbox);
    }

    [Fact]
    public void Set_TenantAlone_FollowsInTheUrlsAndLeavesTheCloud()
    {
        Engine.Run("""
            New-SmtpAsset -Provider Microsoft365 -Tenant one.com -Cloud UsGovernmentDod -ClientId c -Username a@one.com |
                Register-SmtpAsset -Name m365
            """);

        var changed = Result("Set-SmtpAsset m365 -Tenant two.com -PassThru");

        Assert.Equal("https://login.microsoftonline.us/two.com/oauth2/v2.0/token", changed.TokenUrl);
        Assert.Equal("https://login.microsoftonline.us/two.com/oauth2/v2.0/authorize", changed.AuthUrl);
        Assert.Equal("outlook-dod.office365.us", changed.Server);
        Assert.Equal("https://outlook-dod.office365.us/SMTP.Send", ((string[])changed.Scopes).Single());

        var moved = Result("Set-SmtpAsset m365 -Cloud China -PassThru");
        Assert.Equal("https://login.partner.microsoftonline.cn/two.com/oauth2/v2.0/token", moved.TokenUrl);
        Assert.Equal("smtp.partner.outlook.cn", moved.Server);
    }

    [Fact]
    public void Derive_FromAKeptAsset_TakesAllButTheNameAndLeavesIt()
    {
        RegisterServer("office");

        var lab = Result("Get-SmtpAsset office | New-SmtpAsset -Name lab -Port 2525");

        Assert.Equal(("lab", 2525, "127.0.0.1"), ((string)lab.Name, (int)lab.Port, (string)lab.Server));
        Assert.Equal(("someone", "None"), ((string)lab.Username, (string)lab.SslMethod.ToString()));
        Assert.Equal(Canary, new NetworkCredential("", (SecureString)lab.Password).Password);
        Assert.NotEqual(2525, (int)Result("Get-SmtpAsset office").Port);
        Assert.Null(Result("'office' | New-SmtpAsset").Name);
    }

    [Theory]
    [InlineData("New-SmtpAsset smtp.example.org -SslMethod Ssl -TimeoutSec 7 | New-SmtpAsset -SslMethod StartTls")]
    [InlineData("New-SmtpAsset -Asset @{ server = 'smtp.example.org'; ssl_config = 'SSL'; TimeoutSec = 7 } -SslMethod StartTls")]
    public void Derive_FromAnyForm_FollowsItsDefaults(string script)
    {
        var derived = Result(script);

        Assert.Equal(("smtp.example.org", 587, 7), ((string)derived.Server, (int)derived.EffectivePort, (int)derived.TimeoutSec));
    }

    [Fact]
    public void Derive_OneOfSeveralFails_WritesTheOthers()
    {
        Engine.Run("'a', 'b' | ForEach-Object { New-SmtpAsset smtp.example.org -Name $_ } | Register-SmtpAsset");

        Assert.Equal(2, Engine.Try("'a', 'nothing', 'b' | New-SmtpAsset -Port 25").Count);

        Assert.Equal("AssetNotFound", SingleErrorId());
    }

    [Fact]
    public void Derive_FromNothing_IsRefused()
    {
        Assert.Empty(Engine.Try("New-SmtpAsset smtp.example.org -Asset $none"));
        Assert.Equal("ParameterArgumentValidationError", SingleErrorId());
    }

    [Fact]
    public void Set_LoginOfAKeptAsset_ForgetsTheTokensAndSaysSo()
    {
        using var authority = new ScriptedAuthority(Answer);
        Engine.Run(
            """
            New-SmtpAsset smtp.example.org -AuthType OAuth -OAuthFlow DeviceCode -Username a@example.org -ClientId client `
                -TokenUrl $url -DeviceAuthUrl $url/device |
                Register-SmtpAsset -Name oauth
            $null = Connect-SmtpAsset oauth
            """,
            ("url", authority.Url.OriginalString));
        Assert.Single(Tokens());

        Engine.Run("Set-SmtpAsset oauth -TimeoutSec 7 -ClientSecret $secret");
        Assert.Single(Tokens());
        Assert.Empty(Engine.Streams.Warning);

        Engine.Run("Set-SmtpAsset oauth -Username b@example.org");
        Assert.Empty(Tokens());
        Assert.Contains("Connect-SmtpAsset 'oauth'", Assert.Single(Engine.Streams.Warning).Message, StringComparison.Ordinal);
    }

    private string[] Tokens() => System.IO.Directory.GetFiles(System.IO.Path.Combine(Data, "secrets"), "token-*.secret");

    private static ScriptedAuthority.Answer Answer(ScriptedAuthority.Request request) => ScriptedAuthority.Answer.Json(
        request.Path.EndsWith("/device", StringComparison.Ordinal)
            ? """{"device_code":"d","user_code":"USER-CODE","verification_uri":"https://example.org/device","expires_in":600,"interval":1}"""
            : """{"access_token":"t","token_type":"Bearer","refresh_token":"r","expires_in":3600}""");
}
