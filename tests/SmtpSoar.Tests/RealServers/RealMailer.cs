using System;
using System.Net;
using SmtpSoar.Tests.Delivery;

namespace SmtpSoar.Tests.RealServers;

/// <summary>The mail service against a real server.</summary>
internal static class RealMailer
{
    private static MailServers Servers => MailServers.Current;

    public static Mailer For(string server, string service, SslMethod method, string? user = null, Action<SmtpAsset>? change = null)
    {
        var asset = new SmtpAsset
        {
            Server = Servers.Host,
            Port = Servers.Servers[server].Ports[service],
            SslMethod = method,
            SenderAddress = SmokeClient.Alice,
            TimeoutSec = 30,
            RetryCount = 0,
        };
        if (user is not null)
            (asset.Username, asset.Password) = (user, new NetworkCredential("", Servers.Users[user]).SecurePassword);
        change?.Invoke(asset);
        return Mailer.For(asset);
    }

    /// <summary>Postfix without TLS and login, which takes mail from anybody.</summary>
    public static Mailer Plain(Action<SmtpAsset>? change = null) => For("postfix", "plain", SslMethod.None, change: change);
}
