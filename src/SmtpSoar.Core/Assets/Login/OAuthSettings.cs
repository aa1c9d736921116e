using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using SmtpSoar.Core.Assets.Settings;
using SmtpSoar.Core.Secrets.Protection;
using SmtpSoar.Core.Text;
using SmtpSoar.Core.Text.Redaction;

namespace SmtpSoar.Core.Assets.Login;

/// <summary>The settings of an asset for OAuth 2.0, checked.</summary>
internal sealed class OAuthSettings
{
    private OAuthSettings(SmtpAsset asset, OAuthFlow flow)
    {
        Asset = asset;
        Flow = flow;
        AuthUrl = OAuthUrl.Read(AssetSettings.AuthUrl, asset.AuthUrl);
        TokenUrl = OAuthUrl.Read(AssetSettings.TokenUrl, asset.TokenUrl);
        DeviceAuthUrl = OAuthUrl.Read(AssetSettings.DeviceAuthUrl, asset.DeviceAuthUrl);
        Microsoft = MicrosoftAuthority.Of(asset);
        if (Username.Any(char.IsControl))
            throw Errors.OAuthUsernameInvalid.With(SafeText.Of(Username));
        Scopes = [.. (asset.Scopes ?? []).SelectMany(scope => scope.Split([' '], StringSplitOptions.RemoveEmptyEntries))];
    }

    internal SmtpAsset Asset { get; }

    /// <summary>The grant in force, never <see cref="OAuthFlow.Automatic"/>.</summary>
    internal OAuthFlow Flow { get; }

    internal Uri? AuthUrl { get; }

    internal Uri? TokenUrl { get; }

    internal Uri? DeviceAuthUrl { get; }

    /// <summary>Microsoft's authority, or <see langword="null"/> for any other provider.</summary>
    internal MicrosoftAuthority? Microsoft { get; }

    internal IReadOnlyList<string> Scopes { get; }

    /// <summary>The account that logs in; for an application that logs in as itself, its client identifier.</summary>
    internal string Username =>
        string.IsNullOrWhiteSpace(Asset.Username) ? $"application {Asset.ClientId?.Trim()}".TrimEnd() : Asset.Username!.Trim();

    /// <summary>The client secret, or <see langword="null"/> for a client without one.</summary>
    internal string? ClientSecret => Asset.ClientSecret is { Length: > 0 } secret ? new NetworkCredential("", secret).Password : null;

    /// <summary>The words that must not come back in any message.</summary>
    internal SecretRedactor CreateSecretWords() => SecretRedactor.Of(Asset);

    internal TimeSpan Timeout => TimeSpan.FromSeconds(Asset.TimeoutSec);

    /// <summary>The host of the authorization server, for messages.</summary>
    internal string Authority => Flow == OAuthFlow.ManagedIdentity ? "the managed identity" : (TokenUrl ?? AuthUrl)?.Authority ?? "";

    /// <summary>
    /// The key of the kept tokens: who logs in where, and for what. Two assets with the same login share it, however
    /// they are named.
    /// </summary>
    // A person can tell by it whose tokens they are; the rest tells what they are for.
    internal StoreKey Key =>
        new(
            "token",
            $"of {Username.ToLowerInvariant()} at {Authority} "
            + $"({Sha256Digest.Of(Encoding.UTF8.GetBytes(string.Join("\n", Identity())))[..16]})");

    /// <summary>The settings of an asset, for its own flow or another one.</summary>
    /// <exception cref="SmtpSoarException">One is missing or can't be used.</exception>
    internal static OAuthSettings Of(SmtpAsset asset, OAuthFlow? flow = null)
    {
        var chosen = flow ?? FlowChoice.Of(asset);
        AuthenticationSettings.RequireOAuth(asset, chosen);
        return new OAuthSettings(asset, chosen);
    }

    /// <summary>Under what tokens of an asset would be kept, whether or not it has by now what it needs to get any.</summary>
    /// <exception cref="SmtpSoarException">A setting can't be used.</exception>
    internal static StoreKey? FindKey(SmtpAsset asset) =>
        string.IsNullOrWhiteSpace(asset.Username) && !asset.UsesApi ? null : new OAuthSettings(asset, FlowChoice.Of(asset)).Key;

    private IEnumerable<string?> Identity() =>
    [
        TokenUrl?.AbsoluteUri,
        Asset.ClientId?.Trim(),
        Username.ToLowerInvariant(),
        .. Scopes.OrderBy(scope => scope, StringComparer.Ordinal),
        FlowChoice.NeedsPerson(Flow) ? "user" : Flow.ToString(),

        // Without scopes of its own an asset asks for those of its transport. Tokens that were kept before there were others stay where
        // they are.
        .. Flow == OAuthFlow.ServiceAccount ? new[] { Asset.ServiceAccountKey } : [],
        .. Asset.UsesApi ? new[] { Asset.Transport.ToString() } : [],
    ];
}
