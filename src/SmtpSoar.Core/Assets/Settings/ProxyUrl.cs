using System;

namespace SmtpSoar.Core.Assets.Settings;

/// <summary>Checks the URL of a proxy. It may hold a password: no error shows more of it than its scheme.</summary>
internal static class ProxyUrl
{
    internal static void Check(string? proxy)
    {
        if (!string.IsNullOrWhiteSpace(proxy) && Fault(proxy!) is { } fault)
            throw Errors.AssetProxyInvalid.With(fault);
    }

    /// <summary>The proxy to be shown: stars stand for the user name and the password.</summary>
    internal static string? WithoutCredentials(string? proxy)
    {
        var start = (proxy?.IndexOf("://", StringComparison.Ordinal) ?? -1) + 3;
        var end = proxy?.LastIndexOf('@') ?? -1;
        return end < start ? proxy : $"{proxy![..start]}***{proxy[end..]}";
    }

    private static string? Fault(string proxy)
    {
        var end = proxy.IndexOf("://", StringComparison.Ordinal);
        if (end <= 0)
            return "it is no URL";
        var scheme = proxy[..end].ToLowerInvariant();
        if (scheme is not ("socks5" or "socks4a" or "http"))
            return IsWord(scheme) ? $"'{scheme}' is no kind of proxy that is supported" : "it is no URL";
        if (!Uri.TryCreate(proxy, UriKind.Absolute, out var url) || url.Host.Length == 0 || url.Port == 0)
            return "it is no valid URL of a host";
        return url.PathAndQuery.Trim('/').Length == 0 && url.Fragment.Length == 0 ? null : "it goes on after the port";
    }

    // Anything longer is no scheme but something misplaced, perhaps a password.
    private static bool IsWord(string scheme) =>
        scheme is "https" or "socks" or "socks4" or "socks5h" or "ftp" or "smtp" or "smtps" or "tcp";
}
