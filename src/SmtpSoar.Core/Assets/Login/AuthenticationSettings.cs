using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Assets.Settings;

namespace SmtpSoar.Core.Assets.Login;

/// <summary>Knows which settings each authentication method needs.</summary>
internal static class AuthenticationSettings
{
    /// <summary>The settings that a method needs and the asset does not have.</summary>
    internal static IEnumerable<AssetSetting> Missing(SmtpAsset asset, AuthType method) =>
        Needed(asset, method).Where(need => !need.IsThere).Select(need => need.Setting);

    /// <summary>
    /// Whether the asset knows a client of OAuth 2.0. Its URLs and scopes say nothing: SOAR and a provider's preset fill them in by
    /// themselves.
    /// </summary>
    internal static bool HasClient(SmtpAsset asset) => IsThere(asset.ClientId) || HasClientCredential(asset);

    /// <summary>Whether the asset has a secret or a certificate by which a client of OAuth 2.0 names itself.</summary>
    internal static bool HasClientCredential(SmtpAsset asset) =>
        asset.ClientSecret is { Length: > 0 } || asset.OAuthCertificate is not null;

    /// <summary>Refuses an asset that lacks what an OAuth 2.0 flow needs.</summary>
    internal static void RequireOAuth(SmtpAsset asset, OAuthFlow flow) =>
        Require(asset, AuthType.OAuth, NeededForFlow(asset, flow).Where(need => !need.IsThere).Select(need => need.Setting));

    /// <summary>Refuses a method that lacks settings.</summary>
    internal static void Require(SmtpAsset asset, AuthType method, IEnumerable<AssetSetting> missing)
    {
        var settings = missing.ToList();
        if (settings.Count == 0)
            return;
        var error = Errors.AssetSettingMissing.With(method, string.Join(", ", settings));
        if (AdviceFor(asset, settings) is { } advice)
            error = error.Advising(advice);
        throw method == AuthType.OAuth && settings.Contains(AssetSettings.ClientSecret)
            ? error.Advising($"{error.Advice} {Messages.ClientWithoutSecret}")
            : error;
    }

    // An API has no Passwordless, and an application or a service account needs other settings than a person.
    private static string? AdviceFor(SmtpAsset asset, List<AssetSetting> missing) => asset.EffectiveTransport switch
    {
        MailTransport.MicrosoftGraph => Messages.GraphLogin,
        MailTransport.GmailApi => Messages.GmailLogin,
        _ => missing.Contains(AssetSettings.Username) ? Messages.LoginWithoutUsername : null,
    };

    private static IEnumerable<Need> Needed(SmtpAsset asset, AuthType method) => method switch
    {
        AuthType.OAuth => NeededForOAuth(asset),
        AuthType.Basic =>
        [
            new(AssetSettings.Username, IsThere(asset.Username)),
            new(AssetSettings.Password, asset.Password is not null),
        ],
        _ => [],
    };

    // As the connector does, an asset that names no flow needs a secret. A public client says that it is one by naming its flow.
    private static IEnumerable<Need> NeededForOAuth(SmtpAsset asset) =>
        asset.OAuthFlow != OAuthFlow.Automatic || IsThere(asset.ServiceAccountKey)
            ? NeededForFlow(asset, FlowChoice.Of(asset))
            :
            [
                new(AssetSettings.Username, IsThere(asset.Username)),
                new(AssetSettings.ClientId, IsThere(asset.ClientId)),
                new(AssetSettings.ClientSecret, HasClientCredential(asset)),
                new(AssetSettings.AuthUrl, IsThere(asset.AuthUrl)),
                new(AssetSettings.TokenUrl, IsThere(asset.TokenUrl)),
            ];

    private static IEnumerable<Need> NeededForFlow(SmtpAsset asset, OAuthFlow flow)
    {
        yield return new Need(AssetSettings.Username, IsThere(asset.Username) || IsOfNoUser(asset, flow));
        if (flow == OAuthFlow.ManagedIdentity)
            yield break;
        if (flow == OAuthFlow.ServiceAccount)
        {
            yield return new Need(AssetSettings.ServiceAccountKey, IsThere(asset.ServiceAccountKey));
            yield return new Need(AssetSettings.TokenUrl, IsThere(asset.TokenUrl));
            yield break;
        }

        yield return new Need(AssetSettings.ClientId, IsThere(asset.ClientId));
        if (flow == OAuthFlow.ClientCredentials)
            yield return new Need(AssetSettings.ClientSecret, HasClientCredential(asset));
        if (flow is OAuthFlow.AuthorizationCode or OAuthFlow.Automatic)
            yield return new Need(AssetSettings.AuthUrl, IsThere(asset.AuthUrl));
        if (flow == OAuthFlow.DeviceCode && MicrosoftAuthority.Of(asset) is null)
            yield return new Need(AssetSettings.DeviceAuthUrl, IsThere(asset.DeviceAuthUrl));
        yield return new Need(AssetSettings.TokenUrl, IsThere(asset.TokenUrl));
    }

    // Microsoft Graph takes the mailbox from the sender's address, and an application's token from nobody.
    private static bool IsOfNoUser(SmtpAsset asset, OAuthFlow flow) =>
        asset.Transport == MailTransport.MicrosoftGraph && flow is OAuthFlow.ClientCredentials or OAuthFlow.ManagedIdentity;

    private static bool IsThere(string? text) => !string.IsNullOrWhiteSpace(text);

    /// <summary>A setting, and whether the asset has it.</summary>
    private sealed record Need(AssetSetting Setting, bool IsThere);
}
