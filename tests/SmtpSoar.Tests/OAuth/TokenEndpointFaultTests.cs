using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.OAuth;
using SmtpSoar.Core.OAuth.Login;
using SmtpSoar.Core.OAuth.Standard;
using SmtpSoar.Core.OAuth.Tokens;
using SmtpSoar.Core.Secrets;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using Xunit;
using static SmtpSoar.TestServer.ScriptedAuthority;

namespace SmtpSoar.Tests.OAuth;

/// <summary>What token endpoints answer when they do not give a token, and what becomes of it.</summary>
public sealed class TokenEndpointFaultTests
{
    private const string Secret = "cl1ent-s3cret+/=&";
    private const string Refresh = "r3fresh-canary-token";

    [Fact]
    public async Task WrongSecret_IsTriedInBodyAndHeader_ThenSaid()
    {
        using var authority = new ScriptedAuthority(_ => Answer.Json("""{"error":"invalid_client","error_description":"No such secret."}""", 401));
        using var mailer = App(authority);

        var error = await FailAsync(mailer);

        Assert.Equal("OAuthRefused", error.ErrorId);
        Assert.Contains("invalid_client: No such secret", error.Sentence);
        Assert.Contains("ClientSecret", error.Advice);
        Assert.Equal([false, true], authority.Requests.Select(request => request.Authorization is not null));
        Assert.DoesNotContain("client_secret", authority.Requests.Last().Body);
    }

    [Fact]
    public async Task SecretWantedInTheHeader_IsSentThere()
    {
        using var authority = new ScriptedAuthority(request => request.Authorization is null
            ? Answer.Json("""{"error":"invalid_client"}""", 401)
            : Answer.Json("""{"access_token":"t0ken","token_type":"Bearer","expires_in":60}"""));
        using var mailer = App(authority);

        Assert.Equal("t0ken", (await mailer.Source.GetAsync(default)).AccessToken);
    }

    [Theory]
    [InlineData("invalid_scope", "Scopes")]
    [InlineData("unauthorized_client", "OAuthFlow")]
    [InlineData("unsupported_grant_type", "TokenUrl")]
    [InlineData("something_else", "ClientId, ClientSecret and Scopes")]
    public async Task Refusal_IsShownInTheProvidersWordsWithAdvice(string code, string advice)
    {
        using var authority = new ScriptedAuthority(_ => Answer.Json($$"""{"error":"{{code}}","error_description":"As we say."}""", 400));
        using var mailer = App(authority);

        var error = await FailAsync(mailer);

        Assert.Equal("OAuthRefused", error.ErrorId);
        Assert.Contains($"{code}: As we say", error.Sentence);
        Assert.Contains(advice, error.Advice);
    }

    [Theory]
    [InlineData("refresh token has expired")]
    [InlineData("Token has been revoked.")]
    public async Task RefreshTokenRefused_SaysThatTheLoginHasEndedAndKeepsTheToken(string words)
    {
        using var authority = new ScriptedAuthority(_ => Answer.Json($$"""{"error":"invalid_grant","error_description":"{{words}}"}""", 400));
        using var mailer = User(authority);

        var error = await FailAsync(mailer);

        Assert.Equal("OAuthLoginEnded", error.ErrorId);
        Assert.Contains(words.TrimEnd('.'), error.Sentence);
        Assert.Contains("Connect-SmtpAsset", error.Advice);
        Assert.Equal(Refresh, mailer.Kept()!.RefreshToken);
    }

    [Theory]
    [InlineData(200, "OAuthAnswerInvalid")]
    [InlineData(400, "OAuthAnswerInvalid")]
    [InlineData(403, "OAuthAnswerInvalid")]
    [InlineData(404, "OAuthAnswerInvalid")]
    [InlineData(503, "OAuthUnavailable")]
    public async Task WebPageInPlaceOfJson_IsNamedAndNotQuoted(int status, string id)
    {
        using var authority = new ScriptedAuthority(_ => Answer.Html(status));
        using var mailer = App(authority);

        var error = await FailAsync(mailer);

        Assert.Equal(id, error.ErrorId);
        Assert.Contains($"HTTP {status} with text/html in place of JSON", error.Sentence);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    public async Task ServerTroubles_AreForNow(int status)
    {
        using var authority = new ScriptedAuthority(_ => Answer.Json("""{"error":"temporarily_unavailable"}""", status));
        using var mailer = User(authority);

        var error = await FailAsync(mailer);

        Assert.Equal("OAuthUnavailable", error.ErrorId);
        Assert.Contains("temporarily_unavailable", error.Sentence);
        Assert.Equal(Refresh, mailer.Kept()!.RefreshToken);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("""{"access_token":""}""")]
    [InlineData("""{"access_token":null}""")]
    [InlineData("""{"access_token":"a\u0001auth=Bearer other"}""")]
    [InlineData("""{"access_token":"ä"}""")]
    [InlineData("""{"access_token":"t0ken" """)]
    public async Task AnswerWithoutAUsableToken_IsAnError(string body)
    {
        using var authority = new ScriptedAuthority(_ => Answer.Json(body));
        using var mailer = App(authority);

        Assert.Equal("OAuthAnswerInvalid", (await FailAsync(mailer)).ErrorId);
        Assert.Null(mailer.Kept());
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        using var elsewhere = ScriptedAuthority.Giving();
        using var authority = new ScriptedAuthority(_ => new Answer(307, "", "text/plain", ("Location", elsewhere.Url.AbsoluteUri)));
        using var mailer = App(authority);

        var error = await FailAsync(mailer);

        Assert.Equal("OAuthAnswerInvalid", error.ErrorId);
        Assert.Contains(elsewhere.Url.Authority, error.Sentence);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task EndpointDown_IsUnreachable()
    {
        var authority = ScriptedAuthority.Giving();
        using var mailer = User(authority);
        authority.Dispose();

        var error = await FailAsync(mailer);

        Assert.Equal("OAuthUnreachable", error.ErrorId);
        Assert.Contains(authority.Url.Authority, error.Sentence);
        Assert.Equal(Refresh, mailer.Kept()!.RefreshToken);
    }

    [Fact]
    public async Task EndpointThatSaysNothing_EndsAtTheTimeLimit()
    {
        using var authority = new ScriptedAuthority(_ => Answer.Silence);
        using var mailer = App(authority);
        mailer.Asset.TimeoutSec = 1;

        var error = await FailAsync(mailer);

        Assert.Equal("OAuthTimeout", error.ErrorId);
        Assert.Contains("within 1 s", error.Sentence);
    }

    [Fact]
    public async Task Stop_WhileTheEndpointSaysNothing_EndsAtOnce()
    {
        using var authority = new ScriptedAuthority(_ => Answer.Silence);
        using var mailer = App(authority);
        using var stop = new CancellationTokenSource();

        var asking = mailer.Source.GetAsync(stop.Token);
        while (authority.Requests.IsEmpty)
            await Task.Yield();
        stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task ProviderThatQuotesSecrets_DoesNotBringThemIntoTheError()
    {
        using var authority = new ScriptedAuthority(request => Answer.Json(
            $$"""{"error":"invalid_request","error_description":"{{Secret}} {{Uri.EscapeDataString(Secret)}} {{Refresh}} {{request.Body}}"}""", 400));
        using var mailer = User(authority, withSecret: true);

        var error = await FailAsync(mailer);

        Assert.DoesNotContain("s3cret", error.ToString());
        Assert.DoesNotContain("canary", error.ToString());
        Assert.Contains("********", error.Message);
    }

    [Fact]
    public async Task ProviderThatQuotesTheBasicHeader_DoesNotBringItIntoTheError()
    {
        using var authority = new ScriptedAuthority(request => Answer.Json(
            $$"""{"error":"invalid_client","error_description":"{{new string('x', 262)}} {{request.Authorization}} {{request.Authorization}}"}""", 401));
        using var mailer = App(authority);

        var error = await FailAsync(mailer);

        var header = authority.Requests.Last().Authorization!.Split(' ')[1];
        Assert.DoesNotContain(header[..12], error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Basic ********", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://login.example.org/token", "clear text")]
    [InlineData("ftp://login.example.org/token", "no https:// URL")]
    [InlineData("login.example.org/token", "no https:// URL")]
    [InlineData("https://user:secr3t@login.example.org/token", "user name")]
    public void Endpoint_ThatIsNotSafe_IsRefusedBeforeAnything(string url, string reason)
    {
        var asset = new SmtpAsset { Username = "u@example.org", ClientId = "c", ClientSecret = new NetworkCredential("", Secret).SecurePassword, TokenUrl = url, OAuthFlow = OAuthFlow.ClientCredentials };

        var error = Assert.Throws<SmtpSoarException>(() => OAuthSettings.Of(asset));

        Assert.Equal("OAuthUrlInvalid", error.ErrorId);
        Assert.Contains(reason, error.Sentence);
        Assert.Contains("TokenUrl (token_url)", error.Sentence);
        Assert.DoesNotContain("secr3t", error.Message);
    }

    [Theory]
    [InlineData("AuthUrl")]
    [InlineData("DeviceAuthUrl")]
    public void OtherEndpoint_InClearText_IsRefused(string setting)
    {
        var asset = new SmtpAsset { Username = "u@example.org", ClientId = "c", AuthUrl = "https://a.example.org", TokenUrl = "https://t.example.org", DeviceAuthUrl = "https://d.example.org", OAuthFlow = OAuthFlow.DeviceCode };
        typeof(SmtpAsset).GetProperty(setting)!.SetValue(asset, "http://login.example.org/x");

        var error = Assert.Throws<SmtpSoarException>(() => OAuthSettings.Of(asset));

        Assert.Equal("OAuthUrlInvalid", error.ErrorId);
        Assert.Contains(setting, error.Sentence);
    }

    [Fact]
    public void Username_WithAControlCharacter_IsRefused()
    {
        var asset = new SmtpAsset { Username = "u\u0001@example.org", ClientId = "c", ClientSecret = new NetworkCredential("", Secret).SecurePassword, TokenUrl = "https://t.example.org", OAuthFlow = OAuthFlow.ClientCredentials };

        Assert.Equal("OAuthUsernameInvalid", Assert.Throws<SmtpSoarException>(() => OAuthSettings.Of(asset)).ErrorId);
    }

    [Fact]
    public void Certificate_WithoutItsKey_IsRefused()
    {
        using var key = RSA.Create(2048);
        using var whole = new CertificateRequest("CN=keyless", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1));
        using var bare = X509CertificateLoader.LoadCertificate(whole.RawData);

        var error = Assert.Throws<SmtpSoarException>(() => ClientAssertionToken.Create(bare, "c", new Uri("https://t.example.org"), DateTimeOffset.UtcNow));

        Assert.Equal("OAuthCertificateInvalid", error.ErrorId);
        Assert.Contains("CN=keyless", error.Message);
    }

    [Fact]
    public async Task TokenWithoutEnd_IsUsedUntilSomebodyRejectsIt()
    {
        using var authority = ScriptedAuthority.Giving(more: "");
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var mailer = App(authority, clock);

        var first = await mailer.Source.GetAsync(default);
        clock.Advance(TimeSpan.FromDays(30));
        var second = await mailer.Source.GetAsync(default);
        var third = await mailer.Source.ReplaceAsync(second, default);

        Assert.Null(first.ExpiresOn);
        Assert.Equal(first.AccessToken, second.AccessToken);
        Assert.Equal("t0ken-number-2", third.AccessToken);
    }

    [Theory]
    [InlineData(3600, 3000, 1)]
    [InlineData(3600, 3301, 2)]
    [InlineData(3600, -60, 2)]
    [InlineData(20, 14, 1)]
    [InlineData(20, 16, 2)]
    public async Task ClockThatMoves_DecidesWhetherTheTokenIsStillGood(int life, int moved, int requests)
    {
        using var authority = ScriptedAuthority.Giving($",\"expires_in\":{life}");
        var now = DateTimeOffset.UtcNow;
        using var before = App(authority, new FakeTimeProvider(now));
        await before.Source.GetAsync(default);

        var later = new TokenSource(OAuthSettings.Of(before.Asset), new OAuthEnvironment { Store = before.Environment.Store, Clock = new FakeTimeProvider(now.AddSeconds(moved)) });
        await later.GetAsync(default);

        Assert.Equal(requests, authority.Requests.Count);
    }

    [Fact]
    public async Task ReplacementThatSomebodyElseGotMeanwhile_IsUsed()
    {
        using var authority = ScriptedAuthority.Giving();
        using var mailer = App(authority);
        var rejected = await mailer.Source.GetAsync(default);
        var other = await mailer.Source.RenewAsync(default);

        var mine = await mailer.Source.ReplaceAsync(rejected, default);

        Assert.Equal(other.AccessToken, mine.AccessToken);
        Assert.Equal(2, authority.Requests.Count);
    }

    [Fact]
    public async Task EmptyAccessToken_BesideARefreshToken_IsRenewedBeforeUse()
    {
        using var authority = ScriptedAuthority.Giving();
        using var mailer = User(authority);
        mailer.Keep("", Refresh);

        Assert.Equal("t0ken-number-1", (await mailer.Source.GetAsync(default)).AccessToken);
    }

    [Fact]
    public async Task DamagedTokens_AreSetAsideAndNamed()
    {
        using var authority = ScriptedAuthority.Giving();
        using var mailer = User(authority);
        var entry = Directory.EnumerateFiles(mailer.DataFolder, "token-*", SearchOption.AllDirectories).First(file => new FileInfo(file).Length > 0);
        var content = File.ReadAllBytes(entry);
        content[^1] ^= 1;
        File.WriteAllBytes(entry, content);

        var error = await Assert.ThrowsAsync<SmtpSoarException>(() => mailer.Source.GetAsync(default));

        Assert.Equal("StoreEntryDamaged", error.ErrorId);
        Assert.Contains("set aside", error.Sentence);
        Assert.Empty(authority.Requests);
    }

    [Fact]
    public async Task AppWithoutAUsableStore_GetsATokenAndAWarning()
    {
        using var authority = ScriptedAuthority.Giving();
        using var mailer = App(authority);
        var environment = new OAuthEnvironment { Store = () => new ProtectedStore(mailer.DataFolder, protectors: (_, _) => []) };
        var feedback = new RecordingFeedback();

        var tokens = await new TokenSource(OAuthSettings.Of(mailer.Asset), environment, feedback).GetAsync(default);

        Assert.Equal("t0ken-number-1", tokens.AccessToken);
        Assert.Contains("without being kept", Assert.Single(feedback.Warnings));
        Assert.Empty(Directory.EnumerateFileSystemEntries(mailer.DataFolder));
    }

    [Fact]
    public async Task PersonWithoutAUsableStore_IsRefusedAndNothingIsWritten()
    {
        using var authority = ScriptedAuthority.Giving();
        using var mailer = new OAuthMailer(Asset(authority, OAuthFlow.AuthorizationCode, withSecret: false));
        var environment = new OAuthEnvironment { Store = () => new ProtectedStore(mailer.DataFolder, protectors: (_, _) => []) };

        var sending = await Assert.ThrowsAsync<SmtpSoarException>(() => new TokenSource(OAuthSettings.Of(mailer.Asset), environment).GetAsync(default));
        var connecting = await Assert.ThrowsAsync<SmtpSoarException>(() => new OAuthLogins(mailer.Asset, environment).ConnectAsync(null, new LoginOptions(), default));

        Assert.Equal(("StoreUnprotectable", "StoreUnprotectable"), (sending.ErrorId, connecting.ErrorId));
        Assert.Empty(Directory.EnumerateFileSystemEntries(mailer.DataFolder));
        Assert.Empty(authority.Requests);
    }

    private static OAuthMailer App(ScriptedAuthority authority, TimeProvider? clock = null) => new(Asset(authority, OAuthFlow.ClientCredentials, withSecret: true), clock);

    private static OAuthMailer User(ScriptedAuthority authority, bool withSecret = false)
    {
        var mailer = new OAuthMailer(Asset(authority, OAuthFlow.AuthorizationCode, withSecret));
        mailer.Keep("acc3ss-canary-token", Refresh, DateTimeOffset.UtcNow.AddMinutes(-1));
        return mailer;
    }

    private static SmtpAsset Asset(ScriptedAuthority authority, OAuthFlow flow, bool withSecret) => new()
    {
        Server = "127.0.0.1",
        Port = 1,
        AuthType = AuthType.OAuth,
        OAuthFlow = flow,
        Username = "alice@example.org",
        ClientId = "client",
        ClientSecret = withSecret ? new NetworkCredential("", Secret).SecurePassword : null,
        AuthUrl = "https://login.example.org/authorize",
        TokenUrl = authority.Url.OriginalString,
    };

    private static async Task<SmtpSoarException> FailAsync(OAuthMailer mailer)
    {
        var error = await Assert.ThrowsAsync<SmtpSoarException>(() => mailer.Source.GetAsync(default));
        mailer.AssertHides([error.ToString()]);
        return error;
    }
}
