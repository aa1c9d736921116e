using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.OAuth;
using SmtpSoar.Core.OAuth.Tokens;
using SmtpSoar.Core.Secrets;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.RealServers;
using Xunit;

namespace SmtpSoar.Tests.OAuth;

/// <summary>An asset that logs in with OAuth 2.0, its own store of tokens, and the mail service for it.</summary>
internal sealed class OAuthMailer : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public OAuthMailer(SmtpAsset asset, TimeProvider? clock = null)
    {
        Asset = asset;
        Environment = new OAuthEnvironment { Store = () => new ProtectedStore(DataFolder), Clock = clock ?? TimeProvider.System };
        Mailer = NewMailer();
    }

    public SmtpAsset Asset { get; }

    public Mailer Mailer { get; }

    public OAuthEnvironment Environment { get; init; }

    public string DataFolder => _data.Path;

    public TokenSource Source => new(OAuthSettings.Of(Asset), Environment);

    private TokenStore Store => Environment.StoreFor(OAuthSettings.Of(Asset));

    /// <summary>An asset for the space's authorization server and Postfix's port with TLS and login.</summary>
    public static SmtpAsset AssetFor(OAuthSpace space, OAuthClient client, OAuthFlow flow, string? user = null) => new()
    {
        Server = MailServers.Current.Host,
        Port = MailServers.Current.Postfix.Ports["implicitTls"],
        SslMethod = SslMethod.Ssl,
        AuthType = AuthType.OAuth,
        Username = user ?? space.Mailbox,
        ClientId = client.Id,
        ClientSecret = client.Secret is null ? null : new NetworkCredential("", client.Secret).SecurePassword,
        OAuthCertificate = client.Id == MailServers.Current.OAuth.Certificate.Id ? Certificate() : null,
        AuthUrl = space.Authority.Authorization.OriginalString,
        TokenUrl = space.Authority.Token.OriginalString,
        DeviceAuthUrl = space.Authority.DeviceAuthorization.OriginalString,
        Scopes = flow == OAuthFlow.ClientCredentials ? ["smtp"] : ["openid", "email", "offline_access", "smtp"],
        OAuthFlow = flow,
        TimeoutSec = 30,
    };

    public static OAuthMailer For(OAuthSpace space, OAuthClient client, OAuthFlow flow, string? user = null) => new(AssetFor(space, client, flow, user));

    /// <summary>A mailer whose user has logged in.</summary>
    public static async Task<OAuthMailer> LoggedInAsync(OAuthSpace space, OAuthClient client)
    {
        var mailer = For(space, client, OAuthFlow.AuthorizationCode);
        mailer.Keep(await OAuthRequests.UserTokenAsync(space, client, space.Mailbox));
        return mailer;
    }

    /// <summary>Keeps tokens that somebody else got, as good for a while.</summary>
    public void Keep(OAuthAnswer answer) => Keep(answer.AccessToken, answer.RefreshToken);

    public void Keep(string accessToken, string? refreshToken, DateTimeOffset? expiresOn = null)
    {
        var now = Environment.Clock.GetUtcNow();
        Store.Write(new TokenSet { AccessToken = accessToken, RefreshToken = refreshToken, ObtainedOn = now, ExpiresOn = expiresOn ?? now.AddHours(1) }, CancellationToken.None);
    }

    public void Keep(TokenSet tokens) => Store.Write(tokens, CancellationToken.None);

    public TokenSet? Kept() => Store.Read();

    /// <summary>A mail service of its own, as each command has one.</summary>
    public Mailer NewMailer(Action<SmtpSoar.Core.MailServiceOptions>? change = null)
    {
        var mailer = Mailer.For(Asset);
        mailer.Options.OAuth = Environment;
        change?.Invoke(mailer.Options);
        return mailer;
    }

    /// <summary>Sends a mail with a service of its own, and reads it back.</summary>
    public async Task<SoarActionResult> DeliverAsync()
    {
        var address = SmokeClient.UniqueAddress("oauth");
        using var mailer = NewMailer();
        var result = await mailer.SucceedAsync(new EmailRequest { To = [address], Subject = "With a token", Body = "Hello" });
        await mailer.CloseAsync();
        var stored = await MailServers.Current.Postfix.MailOf(address).WaitForRecipientAsync(address);
        Assert.Equal(result.MessageId, $"<{stored.Message.MessageId}>");
        AssertHides(mailer.Feedback.Details.Concat(mailer.Feedback.Warnings).Append(result.ToJson()));
        return result;
    }

    public async Task<SmtpSoarException> FailAsync()
    {
        using var mailer = NewMailer();
        var error = await mailer.FailAsync(new EmailRequest { To = ["to@rig.test"], Body = "Hello" });
        AssertHides(mailer.Feedback.Details.Concat(mailer.Feedback.Warnings).Append(error.ToString()));
        return error;
    }

    /// <summary>No token and no secret in these texts, nor in any file of the data folder.</summary>
    public void AssertHides(IEnumerable<string> texts)
    {
        var secrets = Secrets().SelectMany(secret => new[] { secret, Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)) }).ToList();
        Assert.DoesNotContain(texts, text => secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal)));
        foreach (var file in Directory.EnumerateFiles(DataFolder, "*", SearchOption.AllDirectories))
        {
            var content = ContentOf(file);
            Assert.DoesNotContain(secrets, secret => content.Contains(secret, StringComparison.Ordinal));
        }
    }

    // Other connections lock, replace and remove files meanwhile.
    private static string ContentOf(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            return reader.ReadToEnd();
        }
        catch (FileNotFoundException)
        {
            return "";
        }
    }

    public void Dispose()
    {
        Mailer.Dispose();
        Asset.OAuthCertificate?.Dispose();
        _data.Dispose();
    }

    private static X509Certificate2 Certificate() => X509CertificateLoader.LoadPkcs12FromFile(MailServers.Current.Tls.ClientPfx, MailServers.Current.Tls.ClientPfxPassword);

    // As Microsoft's library writes its cache.
    private static IEnumerable<string> SecretsIn(JsonNode json) => json switch
    {
        JsonObject fields => fields.SelectMany(field => field.Key == "secret" ? [field.Value!.GetValue<string>()] : field.Value is null ? [] : SecretsIn(field.Value)),
        _ => [],
    };

    private IEnumerable<string> Secrets()
    {
        if (Asset.ClientSecret is { Length: > 0 } secret)
            yield return new NetworkCredential("", secret).Password;
        if (Kept() is { Cache: { } cache } && JsonNode.Parse(cache) is { } json)
        {
            foreach (var secretOfLibrary in SecretsIn(json))
                yield return secretOfLibrary;
        }

        if (Kept() is not { } kept)
            yield break;
        yield return kept.AccessToken;
        if (kept.RefreshToken is not null)
            yield return kept.RefreshToken;
        if (kept.Cache is not null)
            yield return Encoding.UTF8.GetString(kept.Cache);
    }
}
