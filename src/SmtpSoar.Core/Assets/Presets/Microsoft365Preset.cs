using System;
using System.Linq;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Assets.Presets;

/// <summary>Completes an asset for Exchange Online.</summary>
/// <remarks>
/// Limits: learn.microsoft.com "Exchange Online limits", and techcommunity.microsoft.com "Changes to SMTP Authenticated Submission client
/// protocol limits".
/// </remarks>
internal sealed class Microsoft365Preset(SmtpAsset asset, string? tenant, MicrosoftCloud cloud)
{
    private const int MessagesPerMinute = 30;
    private const string AnyOrganization = "organizations";

    // They stand for many tenants, and an application belongs to one.
    private static readonly string[] Shared = [AnyOrganization, "common", "consumers"];

    internal void Complete()
    {
        var hosts = MicrosoftCloudHosts.Of(cloud);
        ProviderPreset.CompleteServer(asset, hosts.ServerOf(asset.Transport));
        asset.MaxMessagesPerMinute ??= MessagesPerMinute;
        if (asset.OAuthFlow == OAuthFlow.Automatic)
            asset.OAuthFlow = asset.ClientSecret is { Length: > 0 } || asset.OAuthCertificate is not null
                ? OAuthFlow.ClientCredentials
                : OAuthFlow.AuthorizationCode;
        if (asset.OAuthFlow != OAuthFlow.ManagedIdentity)
            CompleteUrls(hosts);
        if (asset.Scopes is not { Length: > 0 })
            asset.Scopes = [.. IsForApplication ? hosts.AppScopesOf(asset.Transport) : hosts.UserScopesOf(asset.Transport)];
    }

    private bool IsForApplication => asset.OAuthFlow is OAuthFlow.ClientCredentials or OAuthFlow.ManagedIdentity;

    private void CompleteUrls(MicrosoftCloudHosts hosts)
    {
        if (asset.TokenUrl is null)
            CheckTenant();
        var authority = $"https://{hosts.Login}/{tenant?.Trim() ?? AnyOrganization}/oauth2/v2.0";

        // An application asks for its tokens at the token URL alone: with one of its own, Microsoft is not asked.
        if (asset.TokenUrl is null || !IsForApplication)
            asset.AuthUrl ??= $"{authority}/authorize";
        asset.TokenUrl ??= $"{authority}/token";
    }

    private void CheckTenant()
    {
        if (tenant is not null && !IsName(tenant.Trim()))
            throw Errors.AssetTenantInvalid.With(SafeText.Of(tenant));
        if (IsForApplication && (tenant is null || Shared.Contains(tenant.Trim(), StringComparer.OrdinalIgnoreCase)))
            throw Errors.AssetTenantMissing.With(asset.OAuthFlow);
    }

    // It becomes part of a URL.
    private static bool IsName(string name) =>
        name.Length > 0
        && name.All(character => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '.')
        && name.Any(char.IsLetterOrDigit);
}
