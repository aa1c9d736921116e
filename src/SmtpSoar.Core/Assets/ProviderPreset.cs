using System;

namespace SmtpSoar.Core.Assets;

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
        if (Provider != MailProvider.Microsoft365 && (Tenant is not null || Cloud is not null))
            throw Errors.AssetTenantForeign.With(Tenant is not null ? nameof(Tenant) : nameof(Cloud));
        if (Provider == MailProvider.Microsoft365)
            new Microsoft365Preset(asset, Tenant, Cloud ?? MicrosoftCloud.Public).Complete();
        else if (Provider == MailProvider.Gmail)
            GmailPreset.Complete(asset);
    }

    /// <summary>The server at its port for STARTTLS.</summary>
    internal static void CompleteServer(SmtpAsset asset, string server)
    {
        asset.Server ??= server;
        if (asset.SslMethod == SslMethod.StartTls)
            asset.Port ??= asset.EffectivePort;
        // A password without a client is meant for Basic: at Gmail, an app password.
        if (asset.AuthType == AuthType.Automatic && (asset.Password is null || asset.ClientId is not null))
            asset.AuthType = AuthType.OAuth;
    }
}
