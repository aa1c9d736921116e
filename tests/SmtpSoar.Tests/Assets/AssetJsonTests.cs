using System;
using System.Collections.Generic;
using SmtpSoar.Core.Assets.Json;
using SmtpSoar.Core.Assets.Presets;
using SmtpSoar.Core.Assets.Settings;
using Xunit;

namespace SmtpSoar.Tests.Assets;

public sealed class AssetJsonTests : AssetTestBase
{
    private const string EverySoarKey = """
        {
          "server": "smtp.example.test", "port": 2525, "username": "user@example.test", "password": " pass word ",
          "client_id": "id", "client_secret": "s3cret", "auth_url": "https://login.example.test/authorize",
          "token_url": "https://login.example.test/token", "scopes": "one  two", "sender_address": "sender@example.test",
          "ssl_config": "SSL", "allow_smtputf8": false, "encoding": false, "auth_type": "OAuth"
        }
        """;

    [Fact]
    public void FromJson_EverySoarKey_SetsEachProperty()
    {
        var asset = AssetReader.FromJson(EverySoarKey);

        Assert.Equal("smtp.example.test", asset.Server);
        Assert.Equal(2525, asset.Port);
        Assert.Equal("user@example.test", asset.Username);
        Assert.Equal(" pass word ", Reveal(asset.Password));
        Assert.Equal("id", asset.ClientId);
        Assert.Equal("s3cret", Reveal(asset.ClientSecret));
        Assert.Equal("https://login.example.test/authorize", asset.AuthUrl);
        Assert.Equal("https://login.example.test/token", asset.TokenUrl);
        Assert.Equal(["one", "two"], asset.Scopes);
        Assert.Equal("sender@example.test", asset.SenderAddress);
        Assert.Equal(SslMethod.Ssl, asset.SslMethod);
        Assert.False(asset.AllowSmtpUtf8);
        Assert.False(asset.Encoding);
        Assert.Equal(AuthType.OAuth, asset.AuthType);
    }

    [Fact]
    public void FromJson_OnlyAServer_HasTheDefaults()
    {
        var asset = AssetReader.FromJson("""{"server": "h"}""");

        Assert.Equal(SslMethod.StartTls, asset.SslMethod);
        Assert.Equal(587, asset.EffectivePort);
        Assert.True(asset.AllowSmtpUtf8);
        Assert.True(asset.Encoding);
        Assert.Equal(AuthType.Automatic, asset.AuthType);
        Assert.Null(asset.Password);
    }

    [Theory]
    [InlineData("""{"name": "office", "configuration": {"server": "h"}}""")]
    [InlineData("""{"configuration": {"server": "h"}, "Name": "office", "tags": [], "product_vendor": "Generic", "id": 7}""")]
    [InlineData("""{"server": "h", "name": "office"}""")]
    public void FromJson_ExportOrPlainObject_IsTheSame(string json)
    {
        var asset = AssetReader.FromJson(json);

        Assert.Equal("office", asset.Name);
        Assert.Equal("h", asset.Server);
    }

    [Fact]
    public void FromJson_CommentsTrailingCommasAndByteOrderMark_AreTaken()
    {
        Assert.Equal("h", AssetReader.FromJson("\uFEFF{ // the office\n \"server\": \"h\", }").Server);
    }

    [Theory]
    [InlineData("{\n  \"password\": \"" + Canary + "\",\n  \"port\" 25\n}", "line 3, at position 10")]
    [InlineData("{\"password\": \"" + Canary, "line 1, at position 28")]
    [InlineData("{\"password\": " + Canary + "}", "line 1, at position 14")]
    [InlineData("{\"password\": \"\\uD800" + Canary + "\"}", "line 1, at position 14")]
    [InlineData("{\"password\": \"" + Canary + "\\q\"}", "line 1, at position 29")]
    [InlineData("{\"password\": \"" + Canary + "\"} {}", "line 1, at position 31")]
    [InlineData("{\"password\": [[[\"" + Canary + "\"}", "line 1, at position 32")]
    [InlineData("password: " + Canary, "line 1, at position 1")]
    [InlineData("", "line 1, at position 1")]
    [InlineData("  ", "line 1, at position 3")]
    public void FromJson_Invalid_TellsThePlaceAndQuotesNothing(string json, string place)
    {
        var error = Error("AssetJsonInvalid", () => AssetReader.FromJson(json));

        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.Null(error.InnerException);
    }

    [Fact]
    public void FromJson_TooDeep_IsInvalid()
    {
        Error("AssetJsonInvalid", () => AssetReader.FromJson("{\"scopes\":" + new string('[', 5000)));
    }

    [Theory]
    [InlineData("[{\"password\": \"" + Canary + "\"}]", "an array")]
    [InlineData("\"" + Canary + "\"", "a string")]
    [InlineData("5", "a number")]
    [InlineData("null", "null")]
    [InlineData("true", "a Boolean")]
    public void FromJson_NotAnObject_SaysWhatItIs(string json, string kind)
    {
        Assert.Contains(kind, Error("AssetJsonNotObject", () => AssetReader.FromJson(json)).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"password\": \"" + Canary + "\",\n \"password\": \"" + Canary + "\"}", "'password'")]
    [InlineData("{\"configuration\": {\"password\": \"" + Canary + "\",\n \"password\": \"\"}}", "'password'")]
    [InlineData("{\"configuration\": {},\n \"configuration\": {\"password\": \"" + Canary + "\"}}", "'configuration'")]
    public void FromJson_SameKeyTwice_NamesItAndThePlace(string json, string key)
    {
        var error = Error("AssetJsonDuplicate", () => AssetReader.FromJson(json));

        Assert.Contains(key, error.Message, StringComparison.Ordinal);
        Assert.Contains("line 2, at position 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromJson_SettingBesideConfiguration_IsRefused()
    {
        var error = Error("AssetSettingMisplaced", () => AssetReader.FromJson(
            "{\"configuration\": {\"server\": \"h\"}, \"password\": \"" + Canary + "\"}"));

        Assert.Contains("'password'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[\"" + Canary + "\"]")]
    [InlineData("5")]
    public void FromJson_ConfigurationThatIsNoObject_IsRefused(string configuration)
    {
        Error("AssetSettingInvalid", () => AssetReader.FromJson($"{{\"configuration\": {configuration}}}"));
    }

    [Theory]
    [InlineData("{\"password\": 5, \"client_secret\": \"" + Canary + "\"}")]
    [InlineData("{\"password\": true, \"client_secret\": \"" + Canary + "\"}")]
    [InlineData("{\"password\": [\"" + Canary + "\"]}")]
    [InlineData("{\"client_secret\": {\"" + Canary + "\": \"" + Canary + "\"}}")]
    public void FromJson_SecretOfAnotherKind_IsRefusedUnseen(string json)
    {
        Error("AssetSettingInvalid", () => AssetReader.FromJson(json));
    }

    [Theory]
    [InlineData("password")]
    [InlineData("ClientSecret")]
    public void FromJson_SecretWrittenAsANumber_IsRefusedUnseen(string key)
    {
        var error = Error("AssetSettingInvalid", () => AssetReader.FromJson($"{{\"{key}\": 73519428}}"));

        Assert.DoesNotContain("73519428", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("a string", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"port\": \"x\", \"password\": \"" + Canary + "\"}")]
    [InlineData("{\"password\": \"" + Canary + "\", \"port\": \"x\"}")]
    public void FromJson_FaultBesideASecret_DoesNotShowIt(string json)
    {
        Error("AssetPortInvalid", () => AssetReader.FromJson(json));
    }

    [Fact]
    public void FromJson_MistypedSecretKey_DoesNotShowItsValue()
    {
        var error = Error("AssetSettingUnknown", () => AssetReader.FromJson("{\"passwrod\": \"" + Canary + "\"}"));

        Assert.Contains("Is 'password' meant?", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"server": "h", "ingest": {"poll": false}, "tags": [], "password": null}""", "ingest, tags")]
    [InlineData("""{"configuration": {"server": "h", "ingest": {"container_label": "events"}}, "name": "n", "product_vendor": "Generic"}""", "product_vendor, ingest")]
    [InlineData("""{"configuration": {"server": "h"}, "a_key_of_a_later_soar": 1}""", "a_key_of_a_later_soar")]
    public void FromJson_KeysOfThePlatform_ArePassedOverAndNamed(string json, string keys)
    {
        var notes = new List<string>();

        Assert.Equal("h", AssetReader.FromJson(json, notes.Add).Server);

        Assert.Contains($": {keys}.", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void FromJson_KeysOfThePlatform_ShowNoValue()
    {
        var notes = new List<string>();

        AssetReader.FromJson("{\"server\": \"h\", \"token\": \"" + Canary + "\"}", notes.Add);

        Assert.DoesNotContain(Canary, Assert.Single(notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"server": "h", "ingestion": 1}""")]
    [InlineData("""{"server": "h", "tenant_id": "t"}""")]
    [InlineData("""{"configuration": {"server": "h", "colour": "red"}, "tags": []}""")]
    public void FromJson_KeyOfNobody_IsStillAnError(string json) => Error("AssetSettingUnknown", () => AssetReader.FromJson(json));

    [Fact]
    public void FromJson_OnlySettings_SaysNothing() =>
        AssetReader.FromJson("""{"name": "n", "configuration": {"server": "h"}}""", note => Assert.Fail(note));

    [Fact]
    public void PlatformKeys_AreNoSettings() =>
        Assert.All(AssetSettings.All, setting => Assert.False(PlatformKeys.Contains(setting.Property) || PlatformKeys.Contains(setting.SoarKey ?? "")));
}
