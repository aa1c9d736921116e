using System;
using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Core.Assets.Login;

/// <summary>A Microsoft Entra authority: a cloud's login host and a tenant.</summary>
/// <remarks>
/// Hosts: learn.microsoft.com "National clouds", section "Microsoft Entra authentication endpoints". A loopback host with the
/// same paths counts too, so that everything can be tried without Microsoft.
/// </remarks>
internal sealed record MicrosoftAuthority(Uri Url)
{
    private const string Version2 = "v2.0";

    private static readonly IReadOnlyList<string> Hosts =
    [
        "login.microsoftonline.com",
        "login.microsoft.com",
        "login.windows.net",
        "sts.windows.net",
        "login.microsoftonline.us",
        "login.usgovcloudapi.net",
        "login.partner.microsoftonline.cn",
        "login.chinacloudapi.cn",
    ];

    /// <summary>The tenant: its id, a domain of it, or a word for many.</summary>
    internal string Tenant => Url.AbsolutePath.Trim('/');

    /// <summary>The authority of an asset, or <see langword="null"/> if its authorization server is not Microsoft's.</summary>
    internal static MicrosoftAuthority? Of(SmtpAsset asset) => Parse(asset.TokenUrl) ?? Parse(asset.AuthUrl);

    private static MicrosoftAuthority? Parse(string? text)
    {
        if (!Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var url) || url.Scheme != "https")
            return null;
        var path = url.AbsolutePath.Split(['/'], StringSplitOptions.RemoveEmptyEntries);
        var isOurs = path is [_, "oauth2", ..]
            && (Hosts.Contains(url.Host, StringComparer.OrdinalIgnoreCase) || (url.IsLoopback && path is [_, _, Version2, ..]));
        return isOurs ? new MicrosoftAuthority(new Uri($"{url.GetLeftPart(UriPartial.Authority)}/{path[0]}/")) : null;
    }
}
