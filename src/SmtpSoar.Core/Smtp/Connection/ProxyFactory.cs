using System;
using MailKit.Net.Proxy;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Smtp.Connection;

/// <summary>Makes MailKit's proxy client from the asset's URL.</summary>
internal static class ProxyFactory
{
    /// <summary>The client. The name of the mail server is resolved by the proxy.</summary>
    public static ProxyClient Create(Uri proxy)
    {
        var credentials = UrlLogin.Find(proxy);
        return (proxy.Scheme, credentials) switch
        {
            ("socks5", null) => new Socks5Client(proxy.Host, Port(proxy, 1080)),
            ("socks5", _) => new Socks5Client(proxy.Host, Port(proxy, 1080), credentials),
            ("socks4a", null) => new Socks4aClient(proxy.Host, Port(proxy, 1080)),
            ("socks4a", _) => new Socks4aClient(proxy.Host, Port(proxy, 1080), credentials),
            ("http", null) => new HttpProxyClient(proxy.Host, Port(proxy, 8080)),
            _ => new HttpProxyClient(proxy.Host, Port(proxy, 8080), credentials!),
        };
    }

    /// <summary>The proxy without its password.</summary>
    public static string Describe(Uri proxy) => $"{proxy.Scheme}://{proxy.Host}:{(proxy.Port > 0 ? proxy.Port : 1080)}";

    private static int Port(Uri proxy, int standard) => proxy.Port > 0 ? proxy.Port : standard;
}
