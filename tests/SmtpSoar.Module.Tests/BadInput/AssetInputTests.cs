using System;
using Xunit;

namespace SmtpSoar.Module.Tests.BadInput;

public sealed class AssetInputTests : BadInputTest
{
    private const string Send = "Send-SoarEmail a@example.org s b -From f@example.org -Asset ";

    [Theory]
    [InlineData("@{}", "AssetServerMissing")]
    [InlineData("@{ server = ''; port = 25 }", "AssetServerMissing")]
    [InlineData("@{ server = $null }", "AssetServerMissing")]
    [InlineData("'{}'", "AssetServerMissing")]
    [InlineData("@{ server = 'smtp://x' }", "AssetServerInvalid")]
    [InlineData("@{ server = \"x`r`nRCPT TO:<b>\" }", "AssetServerInvalid")]
    [InlineData("@{ server = 'x'; port = 0 }", "AssetPortInvalid")]
    [InlineData("@{ server = 'x'; port = 65536 }", "AssetPortInvalid")]
    [InlineData("@{ server = 'x'; port = -25 }", "AssetPortInvalid")]
    [InlineData("@{ server = 'x'; port = 25.5 }", "AssetPortInvalid")]
    [InlineData("@{ server = 'x'; port = $true }", "AssetPortInvalid")]
    [InlineData("@{ server = 'x'; port = 'smtp' }", "AssetPortInvalid")]
    [InlineData("@{ server = 'x'; ssl_config = 'TLS' }", "AssetSettingInvalid")]
    [InlineData("@{ server = 'x'; ssl_config = 5 }", "AssetSettingInvalid")]
    [InlineData("@{ server = 'x'; auth_type = 'NTLM' }", "AssetSettingInvalid")]
    [InlineData("@{ server = 'x'; auth_type = '__import__(\"os\")' }", "AssetSettingInvalid")]
    [InlineData("@{ server = 'x'; encoding = 'maybe' }", "AssetSettingInvalid")]
    [InlineData("([SmtpSoar.SmtpAsset]@{ Server = 'x'; Port = 70000 })", "AssetPortInvalid")]
    [InlineData("([SmtpSoar.SmtpAsset]@{ Server = 'x'; TimeoutSec = -1 })", "AssetNumberTooSmall")]
    public void Setting_ThatCantBe_IsRefused(string asset, string errorId) => Refused(errorId, Send + asset);

    [Theory]
    [InlineData("Basic", "username,password", "Username,Password")]
    [InlineData("Basic", "password", "Password")]
    [InlineData("Basic", "username", "Username")]
    [InlineData("OAuth", "username,client_id,client_secret,auth_url,token_url", "Username,ClientId,ClientSecret,AuthUrl,TokenUrl")]
    [InlineData("OAuth", "client_secret", "ClientSecret")]
    public void AuthType_SettingsMissing_AreEachNamed(string authType, string missing, string names)
    {
        var message = Refused(
            "AssetSettingMissing",
            """
            foreach ($key in 'username', 'password', 'client_id', 'client_secret', 'auth_url', 'token_url') { $asset[$key] = 'https://given.example.org' }
            foreach ($key in $missing.Split(',')) { $asset.Remove($key) }
            $asset.auth_type = $authType
            """ + "\n" + Send + "$asset",
            ("missing", missing),
            ("authType", authType));

        Assert.All(names.Split(','), name => Assert.Contains(name, message, StringComparison.Ordinal));
        Assert.Contains(authType, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Send-SoarEmail a@example.org s b -From f@example.org -Asset $asset -ProtocolLog nodrive:/log.txt", "PathInvalid")]
    [InlineData("Send-SoarEmail a@example.org s b -From f@example.org -Asset $asset -ProtocolLog $folder/none/log.txt", "ProtocolLogFailed")]
    [InlineData("Test-SmtpAsset $asset -ProtocolLog nodrive:/log.txt", "PathInvalid")]
    [InlineData("Test-SmtpAsset $asset -ProtocolLog $folder/none/log.txt", "ProtocolLogFailed")]
    [InlineData("Test-SmtpAsset @{ server = 'x'; port = 0 }", "AssetPortInvalid")]
    [InlineData("Send-SoarEmail a@example.org s b -Asset @{ PickupDirectory = \"$folder/file\"; sender_address = 'f@example.org' }", "PickupFailed")]
    public void Path_ThatCantBeWritten_IsRefused(string script, string errorId)
    {
        Folder.Write("file", "x");
        Refused(errorId, script);
    }

    [Fact]
    public void EmptyPassword_Automatic_LogsInNowhere()
    {
        var message = Sent("$asset.username = 'u'; $asset.password = [securestring]::new(); " + Send + "$asset");
        Assert.Null(message.User);
    }

    [Theory]
    [InlineData("client_id,client_secret,auth_url,token_url", "OAuth", "Username (username)")]
    [InlineData("client_id,client_secret", "OAuth", "Username (username), AuthUrl (auth_url), TokenUrl (token_url)")]
    [InlineData("client_secret,token_url", "OAuth", "Username (username), ClientId (client_id), AuthUrl (auth_url)")]
    [InlineData("password", "Basic", "Username (username)")]
    [InlineData("password,client_id", "Basic", "Username (username)")]
    public void Automatic_SecretButNoUsername_IsRefusedByEveryCommand(string given, string method, string missing)
    {
        var settings = "foreach ($key in $given.Split(',')) { $asset[$key] = 'https://given.example.org' }\n";

        foreach (var script in new[] { Send + "$asset", "Test-SmtpAsset $asset", "Test-SmtpAsset $asset -SkipTestMail", "Send-SoarRawEmail 'From: a@example.org\\nTo: b@example.org\\n\\nx' -Asset $asset" })
        {
            var message = Refused("AssetSettingMissing", settings + script, ("given", given));
            Assert.Contains("Username (username) is the account that logs in", message, StringComparison.Ordinal);
            Assert.Contains($"{method} authentication needs what the asset does not have: {missing}.", message, StringComparison.Ordinal);
        }

        Assert.Empty(Engine.Try(settings + "Connect-SmtpSession $asset", ("given", given)));
        Assert.Equal("AssetSettingMissing", SingleErrorId());
        Assert.Empty(Server.Connections);
    }

    [Fact]
    public void Automatic_ClientWithoutTheRest_LogsInNowhereAndWarns()
    {
        StartServer(new SmtpSoar.TestServer.ServerOptions { AuthMechanisms = ["PLAIN"] });

        Engine.Run("$asset.client_id = 'c'; $asset.username = 'u@example.org'; " + Send + "$asset");

        var warning = Assert.Single(Engine.Streams.Warning).Message;
        Assert.Contains("ClientSecret (client_secret), AuthUrl (auth_url), TokenUrl (token_url)", warning, StringComparison.Ordinal);
    }
}
