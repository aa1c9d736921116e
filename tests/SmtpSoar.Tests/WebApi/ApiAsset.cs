using System.Net;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;

namespace SmtpSoar.Tests.WebApi;

/// <summary>Assets that send by an API on the loopback address, with tokens of a scripted authority.</summary>
internal static class ApiAsset
{
    /// <summary>An asset whose login its user completes. It tries each mail once.</summary>
    public static SmtpAsset For(MailTransport transport, HttpTestServer server, ScriptedAuthority authority) => new()
    {
        Transport = transport,
        Server = "127.0.0.1",
        Port = server.Port,
        SslMethod = SslMethod.None,
        TokenUrl = authority.Url.OriginalString,
        TimeoutSec = 20,
        RetryCount = 0,
    };

    /// <summary>Lets the asset log in as an application.</summary>
    public static SmtpAsset WithClientSecret(this SmtpAsset asset)
    {
        asset.OAuthFlow = OAuthFlow.ClientCredentials;
        asset.ClientId = "client";
        asset.ClientSecret = new NetworkCredential("", Mailer.Password).SecurePassword;
        return asset;
    }
}
