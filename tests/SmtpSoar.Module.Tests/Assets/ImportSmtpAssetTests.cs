using System;
using System.Linq;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Assets;

public sealed class ImportSmtpAssetTests : EngineTest
{
    private const string Json = """
        {
          "server": "mail.example.org", "port": 2525, "ssl_config": "SSL", "auth_type": "Basic",
          "username": "u", "password": "p", "client_id": "c", "client_secret": "cs", "auth_url": "https://a", "token_url": "https://t",
          "scopes": "one two", "sender_address": "s@example.org", "allow_smtputf8": false, "encoding": false
        }
        """;

    [Theory]
    [InlineData("Import-SmtpAsset $json")]
    [InlineData("$json | Import-SmtpAsset")]
    [InlineData("$json -split '\\n' | Import-SmtpAsset")]
    [InlineData("[IO.File]::WriteAllText(\"$folder/asset.json\", $json); Import-SmtpAsset -Path $folder/asset.json")]
    [InlineData("[IO.File]::WriteAllText(\"$folder/asset.json\", $json); Import-SmtpAsset -Path $folder/a*.json")]
    [InlineData("[IO.File]::WriteAllText(\"$folder/[a].json\", $json); Import-SmtpAsset -LiteralPath $folder/[a].json")]
    [InlineData("[IO.File]::WriteAllText(\"$folder/[a].json\", $json); [IO.FileInfo]::new(\"$folder/[a].json\") | Import-SmtpAsset")]
    [InlineData("[IO.File]::WriteAllText(\"$folder/a.json\", $json); $ExecutionContext.SessionState.Path.SetLocation($folder) > $null; Import-SmtpAsset -Path a.json")]
    [InlineData("[IO.File]::WriteAllText(\"$folder/a.json\", $json, [Text.UTF8Encoding]::new($true)); Import-SmtpAsset -Path $folder/a.json")]
    public void Configuration_AnySource_GivesTheAsset(string script)
    {
        dynamic asset = Engine.RunSingle(script, ("json", Json));

        Assert.Equal("mail.example.org", asset.Server);
        Assert.Equal(2525, asset.Port);
        Assert.Equal("Ssl", asset.SslMethod.ToString());
        Assert.Equal("Basic", asset.AuthType.ToString());
        Assert.Equal("u", asset.Username);
        Assert.Equal(1, asset.Password.Length);
        Assert.Equal("c", asset.ClientId);
        Assert.Equal(2, asset.ClientSecret.Length);
        Assert.Equal("https://a", asset.AuthUrl);
        Assert.Equal("https://t", asset.TokenUrl);
        Assert.Equal(["one", "two"], (string[])asset.Scopes);
        Assert.Equal("s@example.org", asset.SenderAddress);
        Assert.False(asset.AllowSmtpUtf8);
        Assert.False(asset.Encoding);
    }

    [Fact]
    public void Configurations_SeveralFiles_GiveAnAssetEach()
    {
        Folder.Write("a.json", """{"server": "a.example.org"}""");
        Folder.Write("b.json", """{"server": "b.example.org"}""");

        var assets = Engine.Run("Import-SmtpAsset -Path $folder/*.json");

        Assert.Equal(["a.example.org", "b.example.org"], assets.Select(asset => (string)((dynamic)asset).Server).Order());
    }

    [Fact]
    public void Hashtables_DownThePipeline_GiveAnAssetEach() =>
        Assert.Equal(2, Engine.Run("@{ server = 'a' }, [pscustomobject]@{ server = 'b' } | Import-SmtpAsset").Count);

    [Theory]
    [InlineData("Import-SmtpAsset -Path $folder/none.json", "AssetFileNotFound")]
    [InlineData("Import-SmtpAsset -LiteralPath $folder/none.json", "AssetFileNotFound")]
    [InlineData("Import-SmtpAsset -Path $folder", "AssetFileUnreadable")]
    [InlineData("Import-SmtpAsset -Path 'nodrive:/none.json'", "PathInvalid")]
    [InlineData("Import-SmtpAsset -LiteralPath 'nodrive:/none.json'", "PathInvalid")]
    [InlineData("Import-SmtpAsset ''", "AssetJsonInvalid")]
    [InlineData("Import-SmtpAsset '[]'", "AssetJsonNotObject")]
    [InlineData("Import-SmtpAsset '{}'", "AssetServerMissing")]
    [InlineData("Import-SmtpAsset '{\"server\": \"a\", \"server\": \"b\"}'", "AssetJsonDuplicate")]
    [InlineData("Import-SmtpAsset '{\"server\": \"a\", \"port\": 0}'", "AssetPortInvalid")]
    [InlineData("Import-SmtpAsset '{\"server\": \"a\", \"port\": \"twenty\"}'", "AssetPortInvalid")]
    [InlineData("Import-SmtpAsset '{\"server\": \"a\", \"ssl_config\": \"TLS\"}'", "AssetSettingInvalid")]
    [InlineData("Import-SmtpAsset '{\"server\": \"a\", \"auth_type\": \"NTLM\"}'", "AssetSettingInvalid")]
    [InlineData("Import-SmtpAsset '{\"server\": \"a\", \"color\": \"red\"}'", "AssetSettingUnknown")]
    public void Configuration_ThatCantBeRead_IsANamedError(string script, string errorId)
    {
        Assert.Empty(Engine.Run(script));

        Assert.Equal(errorId + ",SmtpSoar.Commands.ImportSmtpAssetCommand", SingleError().FullyQualifiedErrorId);
    }

    [Fact]
    public void GoodFile_AfterABadOne_IsStillRead()
    {
        Folder.Write("a.json", "{");
        Folder.Write("b.json", """{"server": "b.example.org"}""");

        Assert.Equal("b.example.org", ((dynamic)Engine.RunSingle("Import-SmtpAsset -Path $folder/a.json, $folder/b.json")).Server);
        Assert.Equal("AssetJsonInvalid", SingleErrorId());
        Assert.Contains("a.json", SingleError().TargetObject.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Import-SmtpAsset $export -Verbose")]
    [InlineData("Import-SmtpAsset ([pscustomobject]@{ name = 'n'; tags = @(); configuration = [pscustomobject]@{ server = 'mail.example.org'; ingest = @{} } }) -Verbose")]
    [InlineData("[IO.File]::WriteAllText(\"$folder/a.json\", $export); Import-SmtpAsset -Path $folder/a.json -Verbose")]
    [InlineData("Import-SmtpAsset @{ name = 'n'; tags = @(); configuration = @{ server = [psobject]'mail.example.org'; ingest = @{} } } -Verbose")]
    [InlineData("Import-SmtpAsset @{ server = 'mail.example.org'; ingest = @{ poll = $false }; tags = @() } -Verbose")]
    public void Export_OfThePlatform_IsReadAndTellsWhatItPassedOver(string script)
    {
        const string Export = """
            {
              "id": 12, "name": "office", "product_vendor": "Generic", "product_name": "SMTP", "tags": [], "disabled": false,
              "configuration": { "server": "mail.example.org", "ssl_config": "StartTLS", "ingest": { "container_label": "events", "start_time_epoch_utc": null } }
            }
            """;

        dynamic asset = Engine.RunSingle(script, ("export", Export));

        Assert.Equal("mail.example.org", asset.Server);
        Assert.Contains("ingest", Assert.Single(Engine.Streams.Verbose, record => record.Message.Contains("SOAR", StringComparison.Ordinal)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownKey_NearASetting_IsNamedWithTheOneThatMayBeMeant()
    {
        Engine.Run("Import-SmtpAsset '{\"serverr\": \"h\", \"ingest\": {}}'");

        Assert.Contains("'serverr' is no setting of an asset. Is 'server' meant?", SingleError().Exception.Message, StringComparison.Ordinal);
    }
}
