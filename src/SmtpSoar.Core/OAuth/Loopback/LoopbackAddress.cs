using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.OAuth.Loopback;

/// <summary>
/// The URL that the browser comes back to: it must be a loopback URL (RFC 8252, section 7.3), which says where to listen.
/// </summary>
/// <param name="Host">The host, as it stands in the URL.</param>
/// <param name="Url">The URL that a person chose, or <see langword="null"/> for the host at any free port.</param>
internal sealed record LoopbackAddress(string Host, Uri? Url)
{
    private const string Name = "localhost";

    /// <summary>The port, or 0 for any free one.</summary>
    internal int Port => Url?.Port ?? 0;

    /// <summary>
    /// The addresses to listen at. A browser takes either of the two that <c>localhost</c> stands for; if it were not this
    /// process that listens at the other, the code would go to a stranger.
    /// </summary>
    internal IReadOnlyList<IPAddress> Addresses => Host switch
    {
        Name => Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback],
        "[::1]" => [IPAddress.IPv6Loopback],
        _ => [IPAddress.Loopback],
    };

    /// <summary>The URL with the port that is listened at now.</summary>
    // Without a path, as a loopback address is registered with the providers.
    internal Uri At(int port) => Url ?? new Uri(FormattableString.Invariant($"http://{Host}:{port}"));

    /// <summary>The address that a person chose.</summary>
    /// <exception cref="SmtpSoarException">The browser may not be sent back there.</exception>
    internal static LoopbackAddress Of(Uri url)
    {
        if (!url.IsAbsoluteUri || url.Scheme != "http")
            throw Errors.OAuthRedirectInvalid.With(SafeText.Of(url.OriginalString), "it is no http:// URL");
        if (url.Host is not (Name or "127.0.0.1" or "[::1]"))
            throw Errors.OAuthRedirectInvalid.With(
                SafeText.Of(url.OriginalString),
                "its host is neither localhost nor 127.0.0.1 nor [::1]");
        if (!NamesPort(url))
            throw Errors.OAuthRedirectInvalid.With(SafeText.Of(url.OriginalString), "it names no port");
        if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
            throw Errors.OAuthRedirectInvalid.With(
                SafeText.Of(url.OriginalString),
                "it may have neither a user name nor a query nor a fragment");
        return new LoopbackAddress(url.Host, url);
    }

    // A Uri does not tell port 80 from none.
    private static bool NamesPort(Uri url) =>
        url.Port > 0 && (!url.IsDefaultPort || url.OriginalString.IndexOf(":80", StringComparison.Ordinal) > 0);
}
