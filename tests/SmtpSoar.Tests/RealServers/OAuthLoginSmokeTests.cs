using System;
using System.Buffers.Text;
using System.Diagnostics;
using System.IO;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Xunit;

namespace SmtpSoar.Tests.RealServers;

/// <summary>Shows that the mail servers take good tokens, and what they say to others.</summary>
public sealed class OAuthLoginSmokeTests
{
    private static MailServers Servers => MailServers.Current;

    private static OAuthServer OAuth => Servers.OAuth;

    [RealServerTheory]
    [InlineData("http", "XOAUTH2", false)]
    [InlineData("https", "OAUTHBEARER", false)]
    [InlineData("microsoft", "XOAUTH2", false)]
    [InlineData("http", "XOAUTH2", true)]
    [InlineData("microsoft", "OAUTHBEARER", true)]
    public async Task Postfix_AppToken_SendsAsTheMailbox(string authority, string mechanism, bool jwt)
    {
        var space = OAuth.Authorities[authority].NewSpace();
        var token = await AppTokenAsync(space, jwt);

        await SendAsync(space.Mailbox, token.AccessToken, mechanism);

        Assert.Equal(jwt, token.AccessToken.Contains('.', StringComparison.Ordinal));
        Assert.Equal([true], await Servers.Sasl.Log.LoginsAsync(space.Mailbox));
    }

    [RealServerFact]
    public async Task Postfix_UserTokens_SendAfterLoginAndAfterRefresh()
    {
        var space = OAuth.Https.NewSpace();
        var user = SmokeClient.UniqueAddress("person");
        var first = await OAuthRequests.UserTokenAsync(space, OAuth.Native, user);
        await SendAsync(user, first.AccessToken, "XOAUTH2");

        var second = await OAuthRequests.RefreshAsync(space, OAuth.Native, first.RefreshToken!);
        await SendAsync(user, second.AccessToken, "OAUTHBEARER");
        await OAuthRequests.RefreshAsync(space, OAuth.Native, first.RefreshToken!); // reuse, which revokes

        await RefusedAsync(user, second.AccessToken, "XOAUTH2");
        Assert.Equal([true, true, false], await Servers.Sasl.Log.LoginsAsync(user));
    }

    [RealServerTheory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public async Task Postfix_TokenOfTheCertificateClient_SendsAsTheMailbox(string algorithm)
    {
        var space = OAuth.Http.NewSpace();
        var token = await OAuthRequests.AppTokenAsync(
            space, OAuth.Certificate,
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), ("client_assertion", Assertion(space, algorithm)));

        await SendAsync(space.Mailbox, token.AccessToken, "XOAUTH2");
    }

    [RealServerTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Postfix_ExpiredToken_IsRefused(bool jwt)
    {
        var space = OAuth.Http.NewSpace();
        var token = await AppTokenAsync(space, jwt, OAuth.ShortLivedDaemon);
        await SendAsync(space.Mailbox, token.AccessToken, "XOAUTH2");

        await AssertExpiresAsync(space.Mailbox, token.AccessToken);
    }

    [RealServerTheory]
    [InlineData("XOAUTH2")]
    [InlineData("OAUTHBEARER")]
    public async Task Postfix_Garbage_IsRefusedAndTheConnectionStays(string mechanism)
    {
        var user = SmokeClient.UniqueAddress();
        using var client = await SmokeClient.ConnectAsync(Servers.Postfix, "plainAuth", SecureSocketOptions.None);

        var refused = await Assert.ThrowsAsync<AuthenticationException>(() => client.AuthenticateAsync(Mechanism(mechanism, user, "garbage")));

        Assert.StartsWith("535", refused.Message, StringComparison.Ordinal);
        await client.NoOpAsync();
        Assert.Equal([false], await Servers.Sasl.Log.LoginsAsync(user));
    }

    [RealServerTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Postfix_TokenOfAnotherMailbox_IsRefused(bool jwt)
    {
        var space = OAuth.Http.NewSpace();
        var token = await AppTokenAsync(space, jwt);

        await RefusedAsync(SmokeClient.Alice, token.AccessToken, "XOAUTH2");
    }

    [RealServerFact]
    public async Task SmtpServer_Token_LogsInAndGarbageDoesNot()
    {
        var space = OAuth.Http.NewSpace();
        var token = await OAuthRequests.AppTokenAsync(space);
        using var client = await SmokeClient.ConnectAsync(Servers.SmtpServer, "submission", SecureSocketOptions.StartTls);

        var refused = await Assert.ThrowsAsync<AuthenticationException>(
            () => client.AuthenticateAsync(new SaslMechanismOAuth2(space.Mailbox, "garbage")));
        await client.AuthenticateAsync(new SaslMechanismOAuth2(space.Mailbox, token.AccessToken));

        Assert.StartsWith("535", refused.Message, StringComparison.Ordinal);
        Assert.True(client.IsAuthenticated);
    }

    [RealServerTheory]
    [InlineData("postfix", """{"status":"401","schemes":"bearer","scope":"mail"}""")]
    [InlineData("smtpServer", """{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}""")]
    public async Task Server_Garbage_AnswersWithADocumentFirst(string server, string document)
    {
        using var record = new MemoryStream();
        using var client = new SmtpClient(new ProtocolLogger(record, leaveOpen: true));
        await client.ConnectAsync(Servers.Host, Servers.Servers[server].Ports["plainAuth"], SecureSocketOptions.None);

        await Assert.ThrowsAsync<AuthenticationException>(() => client.AuthenticateAsync(new SaslMechanismOAuth2(SmokeClient.Alice, "garbage")));

        var answer = Convert.ToBase64String(Encoding.ASCII.GetBytes(document));
        Assert.Contains($"S: 334 {answer}\r\n", Encoding.ASCII.GetString(record.ToArray()), StringComparison.Ordinal);
    }

    private static Task<OAuthAnswer> AppTokenAsync(OAuthSpace space, bool jwt, OAuthClient? client = null) =>
        jwt ? OAuthRequests.AppTokenAsync(space, client, ("resource", OAuth.JwtResource)) : OAuthRequests.AppTokenAsync(space, client);

    private static async Task SendAsync(string user, string token, string mechanism)
    {
        var message = SmokeClient.Message(user, from: user);
        using var client = await SmokeClient.ConnectAsync(Servers.Postfix, "submission", SecureSocketOptions.StartTls);
        await client.AuthenticateAsync(Mechanism(mechanism, user, token));

        await client.SendAsync(message);

        var stored = await Servers.Postfix.MailOf(user).WaitForMessageIdAsync(message.MessageId!);
        Assert.True(stored.Contains($"(Authenticated sender: {user})"));
    }

    private static async Task RefusedAsync(string user, string token, string mechanism)
    {
        using var client = await SmokeClient.ConnectAsync(Servers.Postfix, "plainAuth", SecureSocketOptions.None);
        var refused = await Assert.ThrowsAsync<AuthenticationException>(() => client.AuthenticateAsync(Mechanism(mechanism, user, token)));
        Assert.StartsWith("535", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Logs in until that is refused, as it must be at the end of the token's life.</summary>
    private static async Task AssertExpiresAsync(string user, string token)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            Assert.True(watch.Elapsed < 5 * OAuthServer.ShortLife, "The token still logs in.");
            using var client = await SmokeClient.ConnectAsync(Servers.Postfix, "plainAuth", SecureSocketOptions.None);
            try
            {
                await client.AuthenticateAsync(new SaslMechanismOAuth2(user, token));
            }
            catch (AuthenticationException refused)
            {
                Assert.StartsWith("535", refused.Message, StringComparison.Ordinal);
                return;
            }
        }
    }

    private static SaslMechanism Mechanism(string name, string user, string token) =>
        name == "XOAUTH2" ? new SaslMechanismOAuth2(user, token) : new SaslMechanismOAuthBearer(user, token);

    private static string Assertion(OAuthSpace space, string algorithm)
    {
        using var certificate = X509CertificateLoader.LoadPkcs12FromFile(Servers.Tls.ClientPfx, Servers.Tls.ClientPfxPassword);
        using var key = certificate.GetRSAPrivateKey()!;
        var id = OAuth.Certificate.Id;
        var text = Part(new { alg = algorithm, typ = "JWT" }) + "." + Part(new
        {
            iss = id,
            sub = id,
            aud = space.Authority.Token,
            jti = Guid.NewGuid(),
            exp = DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeSeconds(),
        });
        var padding = algorithm == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        return text + "." + Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, padding));

        static string Part<T>(T value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
    }
}
