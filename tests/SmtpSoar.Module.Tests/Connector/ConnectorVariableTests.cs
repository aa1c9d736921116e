using System;
using System.Linq;
using System.Net;
using System.Security;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Connector;

/// <summary>The configuration variables of the connector's documentation, and what its notes say about them.</summary>
public sealed class ConnectorVariableTests : EngineTest
{
    [Theory]
    [InlineData("server", "'mail.example.org'", "Server", "mail.example.org")]
    [InlineData("port", "2525", "Port", "2525")]
    [InlineData("username", "'soar@example.org'", "Username", "soar@example.org")]
    [InlineData("password", "' a word '", "Password", " a word ")]
    [InlineData("client_id", "'id'", "ClientId", "id")]
    [InlineData("client_secret", "'secret'", "ClientSecret", "secret")]
    [InlineData("auth_url", "'https://login.example.org/a'", "AuthUrl", "https://login.example.org/a")]
    [InlineData("token_url", "'https://login.example.org/t'", "TokenUrl", "https://login.example.org/t")]
    [InlineData("scopes", "'one two'", "Scopes", "one two")]
    [InlineData("sender_address", "'s@example.org'", "SenderAddress", "s@example.org")]
    [InlineData("ssl_config", "'None'", "SslMethod", "None")]
    [InlineData("ssl_config", "'SSL'", "SslMethod", "Ssl")]
    [InlineData("ssl_config", "'StartTLS'", "SslMethod", "StartTls")]
    [InlineData("allow_smtputf8", "$false", "AllowSmtpUtf8", "False")]
    [InlineData("encoding", "$false", "Encoding", "False")]
    public void Variable_OfTheConnector_IsRead(string variable, string value, string property, string expected)
    {
        var asset = Engine.RunSingle($"$settings = @{{ server = 'x.example.org' }}; $settings['{variable}'] = {value}; Import-SmtpAsset $settings");

        var read = asset.Properties[property].Value;
        Assert.Equal(expected, read switch
        {
            SecureString secret => new NetworkCredential("", secret).Password,
            string[] words => string.Join(' ', words),
            _ => read.ToString(),
        });
    }

    [Theory]
    [InlineData("allow_smtputf8", "AllowSmtpUtf8")]
    [InlineData("encoding", "Encoding")]
    public void Flag_LeftOut_IsTrue(string variable, string property)
    {
        Assert.Equal("True", Read("").ToString());
        Assert.Equal("True", Read($"{variable} = $true").ToString());
        Assert.Equal("False", Read($"{variable} = $false").ToString());

        object Read(string setting) =>
            Engine.RunSingle($"Import-SmtpAsset @{{ server = 'x.example.org'; {setting} }}").Properties[property].Value;
    }

    [Theory]
    [InlineData("auth_url", "AuthUrl")]
    [InlineData("token_url", "TokenUrl")]
    public void Url_NotHttps_IsRefusedWhenTheAssetIsMade(string variable, string property)
    {
        var asset = Engine.RunSingle($"Import-SmtpAsset @{{ server = 'x.example.org'; {variable} = 'https://login.example.org/x' }}");
        Assert.Equal("https://login.example.org/x", asset.Properties[property].Value);

        Assert.Empty(Engine.Try($"Import-SmtpAsset @{{ server = 'x.example.org'; {variable} = 'http://login.example.org/x' }}"));
        Assert.Equal("OAuthUrlInvalid", SingleErrorId());
    }

    [Fact]
    public void Login_NoMethodComplete_IsNoneAndASecretIsRefused()
    {
        StartServer(new ServerOptions { AuthMechanisms = ["PLAIN"] });
        const string Send = "Send-SoarEmail b@example.org s x -Asset $asset";

        Assert.Equal("None", Result(Send).Authentication);
        Assert.Empty(Engine.Streams.Warning);

        Assert.Equal("None", Result("$asset.username = 'u@example.org'; " + Send).Authentication);
        Assert.Single(Engine.Streams.Warning);

        Result("$asset.Remove('username'); $asset.client_id = 'c'; $asset.client_secret = 's'; " + Send);
        Assert.Equal("AssetSettingMissing", SingleErrorId());
    }

    [Fact]
    public void Port_Given_GoesBeforeThatOfTheMethod() =>
        Assert.Equal(25, ((dynamic)Engine.RunSingle("Import-SmtpAsset @{ server = 'x.example.org'; ssl_config = 'StartTLS'; port = 25 }")).EffectivePort);

    [Theory]
    [InlineData("Send-SoarEmail -To $good -Body x", "-To")]
    [InlineData("Send-SoarEmail -To $good -Body x", "-Cc")]
    [InlineData("Send-SoarEmail -To $good -Body x", "-Bcc")]
    [InlineData("Send-SoarHtmlEmail -To $good -HtmlBody x", "-To")]
    [InlineData("Send-SoarHtmlEmail -To $good -HtmlBody x", "-Cc")]
    [InlineData("Send-SoarHtmlEmail -To $good -HtmlBody x", "-Bcc")]
    [InlineData("Send-SoarRawEmail \"From: a@example.org`nTo: jörg@example.org`n`nx\"", "")]
    public void AllowSmtpUtf8_Off_RefusesAUnicodeAddressInEachField(string script, string field)
    {
        var server = StartServer(new ServerOptions { Extensions = ["SMTPUTF8", "8BITMIME"] });
        script = field == "-To" ? script.Replace("$good", "jörg@example.org", StringComparison.Ordinal) : field.Length > 0 ? $"{script} {field} jörg@example.org" : script;

        Engine.Run($"$asset.allow_smtputf8 = $false; $good = 'b@example.org'; {script} -Asset $asset");

        Assert.Equal("SmtpUtf8NotAllowed", SingleErrorId());
        Assert.Contains("jörg@example.org", SingleError().Exception.Message, StringComparison.Ordinal);
        Assert.Empty(server.Connections);
    }

    [Fact]
    public void Encoding_Off_HasNoSayInARawMail()
    {
        var server = StartServer(new ServerOptions { Extensions = ["8BITMIME"] });

        var result = Result("$asset.encoding = $false; Send-SoarRawEmail 'From: a@example.org\\nTo: b@example.org\\n\\nüñîçøðé' -Asset $asset");

        Assert.Equal("success", result.Status);
        Assert.Contains("charset=utf-8", Assert.Single(server.Messages).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void RawEmail_RecipientsWithCommas_AllGetIt()
    {
        var server = StartServer();

        Engine.Run("Send-SoarRawEmail 'to:one@example.org,two@example.org\\nfrom:sender@example.org\\nsubject:several\\n\\ntext' -Asset $asset");

        Assert.Equal(["one@example.org", "two@example.org"], Assert.Single(server.Messages).Recipients.Select(recipient => recipient.Address));
    }
}
