using System.Management.Automation;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Assets;

/// <summary>What <c>-Asset</c> takes.</summary>
public sealed class AssetArgumentTests : EngineTest
{
    private const string Send = "; Send-SoarEmail a@example.org s b -Asset $given";

    private readonly SmtpTestServer _server;

    public AssetArgumentTests()
    {
        _server = StartServer(new ServerOptions
        {
            AuthMechanisms = ["PLAIN"],
            Users = new System.Collections.Generic.Dictionary<string, string> { ["u@example.org"] = "secret word" },
            RequireAuthentication = true,
        });
        Engine.SetVariable("port", _server.Port);
        Engine.Run("""
            $word = [securestring]::new(); 'secret word'.ToCharArray() | ForEach-Object { $word.AppendChar($_) }
            $credential = [pscredential]::new('u@example.org', $word)
            """);
    }

    [Theory]
    [InlineData("New-SmtpAsset 127.0.0.1 $port -SslMethod None -Credential $credential")]
    [InlineData("New-SmtpAsset -Server 127.0.0.1 -Port $port -SslMethod None -Username u@example.org -Password $word")]
    [InlineData("[SmtpSoar.SmtpAsset]@{ Server = '127.0.0.1'; Port = $port; SslMethod = 'None'; Username = 'u@example.org'; Password = $word }")]
    [InlineData("@{ server = '127.0.0.1'; port = $port; ssl_config = 'None'; username = 'u@example.org'; password = 'secret word' }")]
    [InlineData("@{ server = '127.0.0.1'; Port = $port; ssl_config = 'None'; Credential = $credential; TimeoutSec = 30 }")]
    [InlineData("[ordered]@{ Server = '127.0.0.1'; port = \"$port\"; SslMethod = 'none'; username = 'u@example.org'; Password = $word }")]
    [InlineData("[pscustomobject]@{ server = '127.0.0.1'; port = [long]$port; ssl_config = 'None'; Credential = $credential }")]
    [InlineData("\"{`\"server`\": `\"127.0.0.1`\", `\"port`\": $port, `\"ssl_config`\": `\"None`\", `\"username`\": `\"u@example.org`\", `\"password`\": `\"secret word`\"}\"")]
    [InlineData("\" `r`n {`\"configuration`\": {`\"server`\": `\"127.0.0.1`\", `\"port`\": $port, `\"ssl_config`\": `\"None`\", `\"username`\": `\"u@example.org`\", `\"password`\": `\"secret word`\"}}\"")]
    [InlineData("@{ name = 'an export'; configuration = @{ server = '127.0.0.1'; port = $port; ssl_config = 'None'; username = 'u@example.org'; password = 'secret word' } }")]
    public void Asset_AnyForm_IsUsed(string asset)
    {
        var result = Result($"$given = {asset}" + Send);

        Assert.Equal("success", result.Status);
        Assert.Equal("u@example.org", Assert.Single(_server.Messages).User);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)] // Export-Clixml's default
    public void Asset_FromClixml_IsUsed(int depth)
    {
        var made = Engine.RunSingle("New-SmtpAsset 127.0.0.1 $port -SslMethod None -Credential $credential -Scopes a, b -TimeoutSec 7");
        var read = (PSObject)PSSerializer.Deserialize(PSSerializer.Serialize(made, depth));
        Assert.Equal("Deserialized.SmtpSoar.SmtpAsset", read.TypeNames[0]);

        var result = Result("$given = $read" + Send, ("read", read));

        Assert.Equal("success", result.Status);
        Assert.Equal("u@example.org", Assert.Single(_server.Messages).User);
    }

    [Fact]
    public void Asset_FromClixmlByImport_KeepsEverySetting()
    {
        var made = Engine.RunSingle("""
            New-SmtpAsset mail.example.org 2525 -Name n -SslMethod Ssl -AuthType OAuth -Credential $credential -ClientId c -ClientSecret $word -AuthUrl https://a -TokenUrl https://t `
                -Scopes a, b -SenderAddress s@example.org -AllowSmtpUtf8 $false -Encoding $false -TimeoutSec 7 -AllowInsecureAuthentication -CertificateThumbprint ('ab' * 32) `
                -CertificateRevocation Require -SkipCertificateCheck -LocalDomain client.example.org -Proxy socks5://proxy:1080 -MaxConnections 2 -MaxMessagesPerMinute 30
            """);
        var read = PSSerializer.Deserialize(PSSerializer.Serialize(made));

        var imported = Engine.RunSingle("Import-SmtpAsset $read", ("read", read));

        foreach (var property in made.Properties)
        {
            if (property.Value is not (System.Security.SecureString or string[]))
                Assert.Equal(property.Value, imported.Properties[property.Name].Value);
        }

        Assert.Equal("a b", string.Join(" ", (string[])((dynamic)imported).Scopes));
        Assert.Equal(11, ((dynamic)imported).ClientSecret.Length);
    }

    [Fact]
    public void Asset_None_IsANamedErrorWithAdvice()
    {
        var result = Result("Send-SoarEmail a@example.org s b");

        Assert.Equal("failed", result.Status);
        Assert.Equal("AssetMissing", SingleErrorId());
        Assert.Contains("New-SmtpAsset", SingleError().ErrorDetails.RecommendedAction, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'production'", "AssetNotFound")]
    [InlineData("''", "AssetNotFound")]
    [InlineData("42", "AssetInvalid")]
    [InlineData("@(1, 2)", "AssetInvalid")]
    [InlineData("@{ sever = 'x' }", "AssetSettingUnknown")]
    [InlineData("@{ server = 'x'; Server_ = 'y' }", "AssetSettingUnknown")]
    [InlineData("@{ port = 25; ssl_config = 'None'; SslMethod = 'None' }", "AssetSettingTwice")]
    [InlineData("[pscustomobject]@{ server = 'x'; color = 'red' }", "AssetSettingUnknown")]
    [InlineData("'{ \"server\": '", "AssetJsonInvalid")]
    public void Asset_UnusableForm_IsANamedErrorAndAFailedResult(string asset, string errorId)
    {
        var result = Result($"$given = {asset}" + Send);

        Assert.Equal("failed", result.Status);
        Assert.Equal(errorId, (string)result.ErrorId);
        Assert.Equal(errorId, SingleErrorId());
    }

    [Fact]
    public void Asset_UnknownKey_IsNamed()
    {
        Engine.Run("$given = @{ sever = 'x' }" + Send);

        Assert.Contains("'sever'", SingleError().Exception.Message, System.StringComparison.Ordinal);
        Assert.Contains("'server'", SingleError().Exception.Message, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Results_ThroughClixml_KeepWhatTheySay()
    {
        var result = Engine.RunSingle("$given = @{ server = '127.0.0.1'; port = $port; ssl_config = 'None'; Credential = $credential }" + Send);

        dynamic read = PSSerializer.Deserialize(PSSerializer.Serialize(result, depth: 3));

        Assert.Equal("success", read.Status);
        Assert.Equal("a@example.org", read.Parameter["to"]);
        Assert.Equal(1, read.Summary["total_objects_successful"]);
        Assert.Equal("a@example.org", read.Recipients[0].Address);
    }
}
