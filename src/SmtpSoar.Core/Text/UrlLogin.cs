using System;
using System.Net;

namespace SmtpSoar.Core.Text;

/// <summary>Reads the login that stands in a URL.</summary>
internal static class UrlLogin
{
    /// <summary>The user name and password, or <see langword="null"/> if the URL has none.</summary>
    internal static NetworkCredential? Find(Uri url)
    {
        if (url.UserInfo.Length == 0)
            return null;
        var parts = url.UserInfo.Split([':'], 2);
        return new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }
}
