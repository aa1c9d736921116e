using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using Xunit;

namespace SmtpSoar.Tests.OAuth;

/// <summary>What goes over the wire to log in with a token, and how a rejection is answered.</summary>
public sealed class TokenLoginTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    private const string User = "alice@example.org";

    private static readonly string[] s_bearerOnly = ["PLAIN", "OAUTHBEARER"];

    [Fact]
    public async Task XOAuth2_Offered_IsPreferred()
    {
        using var authority = ScriptedAuthority.Giving();
        await using var server = Start(["OAUTHBEARER", "XOAUTH2", "PLAIN"], "t0ken-number-1");
        using var mailer = For(server, authority);

        var result = await mailer.SucceedAsync();

        Assert.Equal("OAuth (XOAUTH2)", result.Authentication);
        Assert.Equal("user=alice@example.org\u0001auth=Bearer t0ken-number-1\u0001\u0001", Sent(server, "AUTH XOAUTH2 "));
    }

    [Fact]
    public async Task OAuthBearer_OfferedAlone_NamesHostAndPort()
    {
        using var authority = ScriptedAuthority.Giving();
        await using var server = Start(s_bearerOnly, "t0ken-number-1");
        using var mailer = For(server, authority);

        var result = await mailer.SucceedAsync();

        Assert.Equal("OAuth (OAUTHBEARER)", result.Authentication);
        Assert.Equal(
            $"n,a=alice@example.org,\u0001host={server.Host}\u0001port={server.Port}\u0001auth=Bearer t0ken-number-1\u0001\u0001",
            Sent(server, "AUTH OAUTHBEARER "));
    }

    [Fact]
    public async Task OAuthBearer_NameWithCommaAndEqualsSign_IsEscaped()
    {
        using var authority = ScriptedAuthority.Giving();
        await using var server = Start(s_bearerOnly, "t0ken-number-1");
        using var mailer = For(server, authority, asset => asset.Username = "a,b=c@example.org");

        await mailer.SendAsync("to@example.org");

        Assert.StartsWith("n,a=a=2Cb=3Dc@example.org,\u0001", Sent(server, "AUTH OAUTHBEARER "));
    }

    [Fact]
    public async Task Challenge_ThatIsNoBase64_IsARejectedToken()
    {
        using var authority = ScriptedAuthority.Giving();
        await using var server = Start(["XOAUTH2"], "t0ken-number-1", new Script().On(Step.Auth, Reply.Of("334 ====")));
        using var mailer = For(server, authority);

        var error = await mailer.FailAsync();

        Assert.Equal("TokenRejected", error.ErrorId);
    }

    [Fact]
    public async Task NoMechanismForTokens_IsAnErrorThatNamesWhatIsOffered()
    {
        using var authority = ScriptedAuthority.Giving();
        await using var server = Start(["PLAIN", "LOGIN"], "x");
        using var mailer = For(server, authority);

        var error = await mailer.FailAsync();

        Assert.Equal("MechanismNotOffered", error.ErrorId);
        Assert.Contains("LOGIN, PLAIN", error.Message);
        Assert.Equal(0, server.LoginAttempts);
    }

    [Theory]
    [InlineData("XOAUTH2")]
    [InlineData("OAUTHBEARER")]
    public async Task RejectedToken_IsReplacedOnTheSameConnection(string mechanism)
    {
        using var authority = ScriptedAuthority.Giving();
        await using var server = Start([mechanism], "t0ken-number-2");
        using var mailer = For(server, authority);

        var result = await mailer.SucceedAsync();

        Assert.Equal("success", result.Status);
        Assert.Equal(2, server.LoginAttempts);
        Assert.Single(server.Connections);
        Assert.Contains(mailer.Feedback.Details, detail => detail.Contains("rejected the access token"));
    }

    [Fact]
    public async Task RejectedTokens_WhateverTheServerSays_AreTwoLogins()
    {
        using var authority = ScriptedAuthority.Giving();
        await using var server = Start(["XOAUTH2"], "never");
        using var mailer = For(server, authority, asset => asset.RetryCount = 4);

        var error = await mailer.FailAsync();

        Assert.Equal("TokenRejected", error.ErrorId);
        Assert.Contains("status 400, schemes Bearer, scope https://mail.example/", error.Message);
        Assert.Equal(2, server.LoginAttempts);
        Assert.Equal(2, authority.Requests.Count);
    }

    [Fact]
    public async Task ServerThatClosesAfterARejection_GetsTheOtherTokenOnANewConnection()
    {
        using var authority = ScriptedAuthority.Giving();
        await using var server = Start(["XOAUTH2"], "t0ken-number-2", new Script().On(Step.Auth, Reply.AndClose("535 5.7.8 no")).Times(1));
        using var mailer = For(server, authority);

        var result = await mailer.SucceedAsync();

        Assert.Equal("OAuth (XOAUTH2)", result.Authentication);
        Assert.Equal(2, server.Connections.Count);
    }

    [Fact]
    public async Task ServerThatClosesAfterEveryRejection_IsTriedTwice()
    {
        using var authority = ScriptedAuthority.Giving();
        await using var server = Start(["XOAUTH2"], "never", new Script().On(Step.Auth, Reply.AndClose("535 5.7.8 no")));
        using var mailer = For(server, authority);

        var error = await mailer.FailAsync();

        Assert.Equal("TokenRejected", error.ErrorId);
        Assert.Equal(2, server.Connections.Count);
    }

    [Theory]
    [InlineData("454 4.7.0 Temporary authentication failure")]
    [InlineData("432 4.3.2 Concurrent connections limit exceeded")]
    public async Task TemporaryRefusal_KeepsTheToken(string reply)
    {
        using var authority = ScriptedAuthority.Giving();
        await using var server = Start(["XOAUTH2"], "t0ken-number-1", new Script().On(Step.Auth, Reply.Of(reply)));
        using var mailer = For(server, authority);

        var error = await mailer.FailAsync();

        Assert.Equal("TokenLoginUnavailable", error.ErrorId);
        Assert.Contains(reply, error.Message);
        Assert.Single(authority.Requests);
    }

    [Theory]
    [InlineData("334 bm8ganNvbiBhdCBhbGw=", "(no json at all)")]
    [InlineData("334 !!! not base64 !!!", null)]
    [InlineData("334 ", null)]
    [InlineData("334 WyJhbiBhcnJheSJd", "([\"an array\"])")]
    public async Task ErrorDocument_OfAnyKind_IsAnsweredAndShown(string challenge, string? shown)
    {
        using var authority = ScriptedAuthority.Giving();
        var script = new Script().On(Step.Auth, Reply.Of(challenge)).On(Step.AuthContinuation, Reply.Of("535 5.7.8 no"));
        await using var server = Start(["XOAUTH2"], "never", script);
        using var mailer = For(server, authority);

        var error = await mailer.FailAsync();

        Assert.Equal("TokenRejected", error.ErrorId);
        Assert.Contains($"535 5.7.8 no{(shown is null ? "" : " " + shown)}.", error.Message);
    }

    [Theory]
    [InlineData("XOAUTH2", "t0ken-number-2")]
    [InlineData("OAUTHBEARER", "t0ken-number-2")]
    [InlineData("XOAUTH2", "never")]
    public async Task ProtocolLog_OfALogin_ShowsNoToken(string mechanism, string accepted)
    {
        using var authority = ScriptedAuthority.Giving();
        await using var server = Start([mechanism], accepted);
        using var mailer = For(server, authority);
        mailer.Options.ProtocolLog = Path.Combine(_data.Path, "smtp.log");

        await mailer.SendAsync("to@example.org");
        mailer.Dispose();

        var log = File.ReadAllText(mailer.Options.ProtocolLog);
        Assert.Contains($"AUTH {mechanism} ********", log);
        Assert.DoesNotContain("t0ken", log);
        foreach (var line in server.Connections.SelectMany(connection => connection.Transcript).Where(line => line.StartsWith("C: AUTH ", StringComparison.Ordinal)))
            Assert.DoesNotContain(line.Split(' ')[^1], log);
    }

    [Fact]
    public async Task ServerThatQuotesTheToken_DoesNotBringItIntoTheError()
    {
        using var authority = ScriptedAuthority.Giving();
        await using var server = Start(["XOAUTH2"], "never", new Script().On(Step.Auth, context => Reply.Of($"535 5.7.8 bad: {context.Argument} t0ken-number-1 t0ken-number-2")));
        using var mailer = For(server, authority);

        var error = await mailer.FailAsync();

        Assert.DoesNotContain("t0ken", error.ToString());
        Assert.DoesNotContain("dXNlcj1", error.ToString());
    }

    [Fact]
    public async Task ClearTextConnection_ToAnotherMachine_GetsNoToken()
    {
        using var authority = ScriptedAuthority.Giving();
        await using var server = Start(["XOAUTH2"], "t0ken-number-1");
        await using var proxy = TestProxy.Start(server.Port);
        using var mailer = For(server, authority, asset => asset.Proxy = $"socks5://{proxy.Address}");

        var error = await mailer.FailAsync();

        Assert.Equal("InsecureAuthentication", error.ErrorId);
        Assert.Equal(0, server.LoginAttempts);
    }

    [Fact]
    public async Task PasswordAfterRejectedTokens_WhereAllowed_LeavesTheTokensProtected()
    {
        using var authority = ScriptedAuthority.Giving(",\"refresh_token\":\"r3fresh-canary\"");
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            AuthMechanisms = ["XOAUTH2", "PLAIN"],
            Tokens = new Dictionary<string, string> { [User] = "never" },
            Users = new Dictionary<string, string> { [User] = Mailer.Password },
        });
        using var mailer = For(server, authority, asset => (asset.AuthType, asset.Password) = (AuthType.Automatic, asset.ClientSecret));
        mailer.Options.AllowAuthenticationFallback = true;

        var result = await mailer.SucceedAsync();

        Assert.Equal("Basic (PLAIN)", result.Authentication);
        Assert.Equal(3, server.LoginAttempts);
        Assert.Contains("OAuth failed", Assert.Single(mailer.Feedback.Warnings));
        var files = Directory.EnumerateFiles(_data.Path, "*", SearchOption.AllDirectories).ToList();
        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, file => Encoding.Latin1.GetString(File.ReadAllBytes(file)) is var text && (text.Contains("t0ken") || text.Contains("canary")));
    }

    public void Dispose() => _data.Dispose();

    private static SmtpTestServer Start(IReadOnlyList<string> mechanisms, string token, Script? script = null) => SmtpTestServer.Start(new ServerOptions
    {
        AuthMechanisms = mechanisms,
        Tokens = new Dictionary<string, string> { [User] = token },
        RequireAuthentication = true,
        Script = script ?? new Script(),
    });

    private Mailer For(SmtpTestServer server, ScriptedAuthority authority, Action<SmtpAsset>? change = null)
    {
        var mailer = Mailer.For(server, asset =>
        {
            asset.AuthType = AuthType.OAuth;
            asset.OAuthFlow = OAuthFlow.ClientCredentials;
            asset.Username = User;
            asset.ClientId = "client";
            asset.ClientSecret = new NetworkCredential("", Mailer.Password).SecurePassword;
            asset.TokenUrl = authority.Url.OriginalString;
            change?.Invoke(asset);
        });
        mailer.Options.OAuth = new Core.OAuth.OAuthEnvironment { Store = () => new Core.Secrets.ProtectedStore(_data.Path) };
        return mailer;
    }

    private static string Sent(SmtpTestServer server, string command)
    {
        var line = server.Connections.SelectMany(connection => connection.Transcript).First(said => said.Contains(command, StringComparison.Ordinal));
        return Encoding.UTF8.GetString(Convert.FromBase64String(line[(line.IndexOf(command, StringComparison.Ordinal) + command.Length)..].Trim()));
    }
}
