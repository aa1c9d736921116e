using System.Collections;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Security;
using System.Security.Cryptography;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Assets;

public sealed class NewSmtpAssetTests : EngineTest
{
    [Fact]
    public void Defaults_OnlyAServer_AreThoseOfTheSpecification()
    {
        dynamic asset = Engine.RunSingle("New-SmtpAsset mail.example.org");

        Assert.Equal(587, asset.EffectivePort);
        Assert.Equal("StartTls", asset.SslMethod.ToString());
        Assert.Equal("Automatic", asset.AuthType.ToString());
        Assert.Equal("BestEffort", asset.CertificateRevocation.ToString());
        Assert.True(asset.AllowSmtpUtf8);
        Assert.True(asset.Encoding);
        Assert.False(asset.AllowInsecureAuthentication);
        Assert.False(asset.SkipCertificateCheck);
        Assert.Equal(100, asset.TimeoutSec);
        Assert.Equal(3, asset.MaxConnections);
        Assert.Null(asset.MaxMessagesPerMinute);
    }

    [Theory]
    [InlineData("None", 25)]
    [InlineData("Ssl", 465)]
    [InlineData("StartTls", 587)]
    public void Port_NotGiven_FollowsTheSslMethod(string method, int port) =>
        Assert.Equal(port, ((dynamic)Engine.RunSingle($"New-SmtpAsset mail.example.org -SslMethod {method}")).EffectivePort);

    [Theory]
    [InlineData("Name", "n", "n")]
    [InlineData("Server", "mail.example.org", "mail.example.org")]
    [InlineData("Port", 2525, "2525")]
    [InlineData("SslMethod", "Ssl", "Ssl")]
    [InlineData("AuthType", "Passwordless", "Passwordless")]
    [InlineData("Username", "u", "u")]
    [InlineData("ClientId", "c", "c")]
    [InlineData("AuthUrl", "https://a.example.org", "https://a.example.org")]
    [InlineData("TokenUrl", "https://t.example.org", "https://t.example.org")]
    [InlineData("DeviceAuthUrl", "https://d.example.org", "https://d.example.org")]
    [InlineData("OAuthFlow", "DeviceCode", "DeviceCode")]
    [InlineData("SenderAddress", "s@example.org", "s@example.org")]
    [InlineData("AllowSmtpUtf8", false, "False")]
    [InlineData("Encoding", false, "False")]
    [InlineData("TimeoutSec", 7, "7")]
    [InlineData("AllowInsecureAuthentication", true, "True")]
    [InlineData("CertificateRevocation", "Require", "Require")]
    [InlineData("SkipCertificateCheck", true, "True")]
    [InlineData("LocalDomain", "client.example.org", "client.example.org")]
    [InlineData("Proxy", "socks5://proxy:1080", "socks5://proxy:1080")]
    [InlineData("MaxConnections", 2, "2")]
    [InlineData("MaxMessagesPerMinute", 30, "30")]
    [InlineData("RetryCount", 0, "0")]
    [InlineData("RetryDelaySec", 2, "2")]
    [InlineData("RetryMaxDelaySec", 30, "30")]
    [InlineData("RetryTimeoutSec", 60, "60")]
    [InlineData("OutboxKeepDays", 30, "30")]
    [InlineData("Transport", "Smtp", "Smtp")]
    [InlineData("FallbackAsset", "other", "other")]
    [InlineData("ServiceAccountKey", "/srv/key.json", "/srv/key.json")]
    public void Parameter_OneByOne_SetsItsProperty(string name, object value, string expected)
    {
        var parameters = new Hashtable { ["Server"] = "other.example.org", [name] = value };

        var asset = Engine.RunSingle("New-SmtpAsset @parameters", ("parameters", parameters));

        Assert.Equal(expected, asset.Properties[name].Value.ToString());
    }

    [Fact]
    public void Parameters_AllProperties_HaveOne()
    {
        var parameters = ((CommandInfo)Engine.RunSingle("Get-Command New-SmtpAsset").BaseObject).Parameters.Keys;
        var properties = Engine.RunSingle("New-SmtpAsset x").Properties.Where(property => property.IsSettable).Select(property => property.Name);

        Assert.Empty(properties.Except(parameters));
    }

    [Fact]
    public void Secrets_AsSecureStrings_AreKept()
    {
        dynamic asset = Engine.RunSingle(
            "New-SmtpAsset x -Username u -Password $password -ClientSecret $secret",
            ("password", new NetworkCredential("", "one").SecurePassword),
            ("secret", new NetworkCredential("", "two").SecurePassword));

        Assert.Equal("one", new NetworkCredential("", (SecureString)asset.Password).Password);
        Assert.Equal("two", new NetworkCredential("", (SecureString)asset.ClientSecret).Password);
    }

    [Fact]
    public void ClientCertificate_Object_IsKept()
    {
        using var certificate = TestCertificates.SelfSigned();
        Assert.Same(certificate, ((dynamic)Engine.RunSingle("New-SmtpAsset x -ClientCertificate $c", ("c", certificate))).ClientCertificate);
    }

    [Fact]
    public void OAuthCertificate_Object_IsKept()
    {
        using var certificate = TestCertificates.SelfSigned();
        Assert.Same(certificate, ((dynamic)Engine.RunSingle("New-SmtpAsset x -Username u -OAuthCertificate $c", ("c", certificate))).OAuthCertificate);
    }

    [Fact]
    public void Provider_WithACertificateAndATenant_FillsInTheApplicationsSettings()
    {
        using var certificate = TestCertificates.SelfSigned();

        dynamic asset = Engine.RunSingle(
            "New-SmtpAsset -Provider Microsoft365 -Tenant contoso.com -Cloud UsGovernment -ClientId c -OAuthCertificate $c -Username a@contoso.com", ("c", certificate));

        Assert.Equal("ClientCredentials", asset.OAuthFlow.ToString());
        Assert.Equal("https://login.microsoftonline.us/contoso.com/oauth2/v2.0/token", asset.TokenUrl);
    }

    [Fact]
    public void Provider_ApplicationWithoutATenant_IsRefused()
    {
        Engine.Run("New-SmtpAsset -Provider Microsoft365 -ClientSecret $s", ("s", new NetworkCredential("", "two").SecurePassword));

        Assert.Equal("AssetTenantMissing", SingleErrorId());
    }

    [Fact]
    public void CertificateThumbprint_WithColons_PinsTheServer()
    {
        var server = StartServer(new ServerOptions { StartTls = true });
        var thumbprint = server.Certificate!.GetCertHashString(HashAlgorithmName.SHA256);
        var colons = string.Join(':', thumbprint.Chunk(2).Select(pair => new string(pair)));

        var output = Engine.RunSingle("Test-SmtpAsset (New-SmtpAsset 127.0.0.1 $asset.port -CertificateThumbprint $colons) -SkipTestMail -Quiet", ("colons", colons));

        Assert.Equal(true, output.BaseObject);
    }

    [Fact]
    public void PickupDirectory_RelativePath_StartsAtTheCurrentLocation()
    {
        System.IO.Directory.CreateDirectory(Folder["drop"]);
        dynamic asset = Engine.RunSingle("$ExecutionContext.SessionState.Path.SetLocation($folder) > $null; New-SmtpAsset -PickupDirectory drop");
        Assert.Equal(Folder["drop"], asset.PickupDirectory);
    }

    [Theory]
    [InlineData("", "AssetServerMissing")]
    [InlineData("-Server ''", "AssetServerMissing")]
    [InlineData("-Server 'smtp://mail.example.org'", "AssetServerInvalid")]
    [InlineData("-Server x -Port 0", "AssetPortInvalid")]
    [InlineData("-Server x -Port 65536", "AssetPortInvalid")]
    [InlineData("-Server x -Port -1", "AssetPortInvalid")]
    [InlineData("-Server x -TimeoutSec 0", "AssetNumberTooSmall")]
    [InlineData("-Server x -MaxConnections 0", "AssetNumberTooSmall")]
    [InlineData("-Server x -MaxMessagesPerMinute 0", "AssetNumberTooSmall")]
    [InlineData("-Server x -Proxy ftp://proxy", "AssetProxyInvalid")]
    [InlineData("-Server x -LocalDomain 'two words'", "AssetLocalDomainInvalid")]
    [InlineData("-Server x -CertificateThumbprint abc", "AssetThumbprintInvalid")]
    [InlineData("-Server x -TokenUrl ftp://token.example.org", "OAuthUrlInvalid")]
    [InlineData("-Server x -AuthUrl http://login.example.org", "OAuthUrlInvalid")]
    [InlineData("-Server x -DeviceAuthUrl none", "OAuthUrlInvalid")]
    [InlineData("-Server x -AuthType OAuth", "AssetSettingMissing")]
    [InlineData("-Server x -Transport Pickup", "AssetTransportIncomplete")]
    [InlineData("-Server x -Transport MicrosoftGraph -PickupDirectory y", "AssetTransportConflict")]
    [InlineData("-Server x -Transport MicrosoftGraph -SslMethod None", "AssetTransportConflict")]
    [InlineData("-Provider Gmail -Transport MicrosoftGraph", "AssetTransportConflict")]
    [InlineData("-Server x -AuthType Basic -Username u", "AssetSettingMissing")]
    public void Setting_ThatCantBe_IsANamedError(string parameters, string errorId)
    {
        var caught = Engine.RunSingle("try { New-SmtpAsset " + parameters + " } catch { $_ }");

        var error = Assert.IsType<ErrorRecord>(caught.BaseObject);
        Assert.Equal(errorId + ",SmtpSoar.Commands.NewSmtpAssetCommand", error.FullyQualifiedErrorId);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
    }

    [Theory]
    [InlineData("AllowSmtpUtf8 = 'true'")]
    [InlineData("allow_smtputf8 = 'false'")]
    [InlineData("Encoding = 'true'")]
    [InlineData("SkipCertificateCheck = 'false'")]
    [InlineData("AllowInsecureAuthentication = 'true'")]
    [InlineData("Port = ''")]
    [InlineData("ssl_config = ''")]
    [InlineData("auth_type = ' '")]
    [InlineData("MaxMessagesPerMinute = ''")]
    [InlineData("Password = 'secret'")]
    [InlineData("client_secret = 'secret'")]
    public void Settings_SplattedAsText_AreAnErrorThatNamesTheImport(string setting)
    {
        var caught = Engine.RunSingle("$settings = @{ Server = 'x'; " + setting + " }; try { New-SmtpAsset @settings } catch { \"$_\" }").ToString();

        Assert.Contains("Import-SmtpAsset", caught, System.StringComparison.Ordinal);
        Assert.DoesNotContain("'secret'", caught, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_SplattedAsTextThatPowerShellReads_AreTaken()
    {
        dynamic asset = Engine.RunSingle("$settings = @{ Server = 'x'; Port = '2525'; ssl_config = 'SSL'; auth_type = 'Passwordless'; TimeoutSec = '7' }; New-SmtpAsset @settings");

        Assert.Equal((2525, "Ssl", 7), ((int)asset.Port, (string)asset.SslMethod.ToString(), (int)asset.TimeoutSec));
    }
}
