using System;
using SmtpSoar.Core.Assets.Login;

namespace SmtpSoar.Core.Assets.Presets;

/// <summary>Fills in what is known of a provider, wherever an asset says nothing itself.</summary>
public sealed class ProviderPreset
{
    /// <summary>The provider, or <see langword="null"/> for none.</summary>
    public MailProvider? Provider { get; set; }

    /// <summary>Microsoft's tenant: its id or a domain of it. Default: <c>organizations</c>, any work or school account.</summary>
    public string? Tenant { get; set; }

    /// <summary>Microsoft's cloud. Default: <see cref="MicrosoftCloud.Public"/>.</summary>
    public MicrosoftCloud? Cloud { get; set; }

    /// <summary>Completes an asset.</summary>
    /// <exception cref="SmtpSoarException">The tenant is missing or can't be one, or there is one without its provider.</exception>
    public void Complete(SmtpAsset asset)
    {
        _ = asset ?? throw new ArgumentNullException(nameof(asset));
        var provider = Provider ?? (asset.Server is null ? OwnerOf(asset.Transport) : null);
        if (provider != MailProvider.Microsoft365 && (Tenant is not null || Cloud is not null))
            throw Errors.AssetTenantForeign.With(Tenant is not null ? nameof(Tenant) : nameof(Cloud));
        CheckTransport(asset, provider);
        if (provider == MailProvider.Microsoft365)
            new Microsoft365Preset(asset, Tenant, Cloud ?? MicrosoftCloud.Public).Complete();
        else if (provider == MailProvider.Gmail)
            GmailPreset.Complete(asset);
    }

    /// <summary>The provider whose API a transport is, or <see langword="null"/>.</summary>
    private static MailProvider? OwnerOf(MailTransport transport) => transport switch
    {
        MailTransport.MicrosoftGraph => MailProvider.Microsoft365,
        MailTransport.GmailApi => MailProvider.Gmail,
        _ => null,
    };

    private static void CheckTransport(SmtpAsset asset, MailProvider? provider)
    {
        if (provider is not null && OwnerOf(asset.Transport) is { } owner && owner != provider)
            throw Errors.AssetTransportConflict.With(asset.Transport, $"the provider {provider}");
    }

    /// <summary>Completes an asset that may have been made before: what another provider, tenant or cloud had set goes.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="isGiven">Whether a setting is given, by its name, so that it stays.</param>
    internal void Renew(SmtpAsset asset, Func<string, bool> isGiven)
    {
        var hasOtherWay = isGiven(nameof(asset.Transport)) && asset.Transport != MailTransport.Pickup;
        if (Provider is null && Tenant is null && Cloud is null && !hasOtherWay)
            return;
        var preset = Preset(asset);
        if (preset.Provider is not null)
            Clear(asset, isGiven, hasOtherServer: Provider is not null || Cloud is not null || hasOtherWay);
        preset.Complete(asset);
    }

    private ProviderPreset Preset(SmtpAsset asset)
    {
        if (Provider is not null)
            return this;
        if (MicrosoftAuthority.Of(asset) is { } known && asset.Transport != MailTransport.GmailApi)
            return Following(known, asset.Server);
        var isGmail = asset.TokenUrl == GmailPreset.TokenUrl && asset.Transport != MailTransport.MicrosoftGraph;
        return new() { Provider = isGmail ? MailProvider.Gmail : OwnerOf(asset.Transport), Tenant = Tenant, Cloud = Cloud };
    }

    // A tenant alone, or a cloud alone, leaves the other one as the asset has it.
    private ProviderPreset Following(MicrosoftAuthority known, string? server) => new()
    {
        Provider = MailProvider.Microsoft365,
        Tenant = Tenant ?? known.Tenant,
        Cloud = Cloud ?? MicrosoftCloudHosts.Find(known.Url.Host, server),
    };

    private static void Clear(SmtpAsset asset, Func<string, bool> isGiven, bool hasOtherServer)
    {
        if (!isGiven(nameof(asset.AuthUrl)))
            asset.AuthUrl = null;
        if (!isGiven(nameof(asset.TokenUrl)))
            asset.TokenUrl = null;
        if (!isGiven(nameof(asset.DeviceAuthUrl)))
            asset.DeviceAuthUrl = null;
        if (hasOtherServer && !isGiven(nameof(asset.Scopes)))
            asset.Scopes = [];
        if (isGiven(nameof(asset.Transport)) && !isGiven(nameof(asset.SslMethod)))
            asset.SslMethod = SslMethod.StartTls;
        if (hasOtherServer && !isGiven(nameof(asset.Server)))
            (asset.Server, asset.Port) = (null, isGiven(nameof(asset.Port)) ? asset.Port : null);
    }

    /// <summary>The server at its port for STARTTLS.</summary>
    internal static void CompleteServer(SmtpAsset asset, string server)
    {
        asset.Server ??= server;
        if (asset.UsesApi && asset.SslMethod == SslMethod.StartTls)
            asset.SslMethod = SslMethod.Ssl;
        if (asset.SslMethod == SslMethod.StartTls)
            asset.Port ??= asset.EffectivePort;
        // A password without a client is meant for Basic: at Gmail, an app password.
        if (asset.AuthType == AuthType.Automatic && (asset.Password is null || asset.ClientId is not null || asset.UsesApi))
            asset.AuthType = AuthType.OAuth;
    }
}
