using System;
using System.Collections.Generic;
using Microsoft.Identity.Client;
using SmtpSoar.Core.Assets.Login;

namespace SmtpSoar.Core.OAuth.Microsoft;

/// <summary>An asset's application, as Microsoft's library knows it.</summary>
internal sealed class EntraApplication : IDisposable
{
    private readonly OAuthSettings _settings;
    private readonly MsalHttp _http;
    private readonly string? _secret;

    internal EntraApplication(OAuthSettings settings, OAuthEnvironment environment, byte[]? cache)
    {
        _settings = settings;
        _http = new MsalHttp(settings, environment);
        _secret = settings.ClientSecret;
        Cache = new TokenCacheBlob(cache);
    }

    /// <summary>The tokens of the users.</summary>
    internal TokenCacheBlob Cache { get; }

    /// <summary>Whether it proves who it is. A device code is for clients that can't, and so is what comes of it.</summary>
    internal bool IsConfidential =>
        _settings.Flow != OAuthFlow.DeviceCode && (_secret is not null || _settings.Asset.OAuthCertificate is not null);

    /// <summary>The words that must not come back in any message, beside the asset's own secrets.</summary>
    internal IEnumerable<string> Secrets => Cache.ReadSecrets();

    /// <summary>The application without proof.</summary>
    internal IPublicClientApplication CreatePublic(Uri? redirectUri = null)
    {
        var builder = Configure(PublicClientApplicationBuilder.Create(_settings.Asset.ClientId!.Trim()));
        if (redirectUri is not null)
            builder.WithRedirectUri(redirectUri.OriginalString);
        return Cache.AttachTo(builder.Build());
    }

    /// <summary>The application with its secret or certificate.</summary>
    internal IConfidentialClientApplication CreateConfidential(Uri? redirectUri = null)
    {
        var builder = Configure(ConfidentialClientApplicationBuilder.Create(_settings.Asset.ClientId!.Trim()));
        // With the chain (x5c), a renewed certificate is good too where the application trusts subject and issuer.
        if (_settings.Asset.OAuthCertificate is { } certificate)
            builder.WithCertificate(certificate, sendX5C: true);
        else
            builder.WithClientSecret(_secret);
        if (redirectUri is not null)
            builder.WithRedirectUri(redirectUri.OriginalString);
        return Cache.AttachTo(builder.Build());
    }

    /// <summary>Either, as the asset is.</summary>
    internal IClientApplicationBase Create() => IsConfidential ? CreateConfidential() : CreatePublic();

    public void Dispose() => _http.Dispose();

    // The authority is one of Microsoft's hosts, or on this machine: MicrosoftAuthority has seen to that, so the library asks no server
    // about it. The caller decides about another try.
    private T Configure<T>(T builder)
        where T : AbstractApplicationBuilder<T> => builder
        .WithAuthority(_settings.Microsoft!.Url, validateAuthority: false)
        .WithInstanceDiscovery(false)
        .WithLegacyCacheCompatibility(false)
        .WithHttpClientFactory(_http, retryOnceOn5xx: false);
}
