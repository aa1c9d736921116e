using System;
using System.Net;

namespace SmtpSoar.Core.OAuth;

/// <summary>A proxy that is never asked for this machine: neither for its loopback addresses, nor for what a cloud has beside it.</summary>
/// <remarks>
/// The system's own proxies, such as the one that HTTP_PROXY names, are asked for these too. They would get the secrets in clear
/// text, and reach another machine. Link-local addresses: RFC 3927, section 2.1; Azure's metadata service is at 169.254.169.254.
/// </remarks>
internal sealed class LoopbackBypass(IWebProxy proxy) : IWebProxy
{
    private const byte LinkLocal1 = 169;
    private const byte LinkLocal2 = 254;

    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => IsOwn(destination) ? null : proxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => IsOwn(host) || proxy.IsBypassed(host);

    private static bool IsOwn(Uri url) => url.IsLoopback
        || (IPAddress.TryParse(url.Host, out var address) && address.GetAddressBytes() is [LinkLocal1, LinkLocal2, _, _]);
}
