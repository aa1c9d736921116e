namespace SmtpSoar.Core.Assets;

/// <summary>An asset as it is kept: with its secrets, and with a reference in place of its certificate.</summary>
/// <param name="Asset">The asset, named, without a client certificate.</param>
/// <param name="Certificate">Where its client certificate is.</param>
internal sealed record StoredAsset(SmtpAsset Asset, CertificateReference? Certificate)
{
    private string Name => Asset.Name ?? "";

    /// <summary>What is kept of an asset. The asset itself stays as it is.</summary>
    internal static StoredAsset Of(SmtpAsset asset, string name)
    {
        var certificate = asset.ClientCertificate is { } given ? CertificateReference.Of(given, name) : null;
        var kept = asset.Clone();
        kept.Name = name;
        kept.ClientCertificate = null;
        return new StoredAsset(kept, certificate);
    }

    /// <summary>The asset to be used, with all its secrets.</summary>
    internal SmtpAsset ToAsset()
    {
        var asset = Asset.Clone();
        asset.ClientCertificate = Certificate?.Find(Name);
        return asset;
    }

    /// <summary>The asset to be shown, without any secret.</summary>
    internal RegisteredSmtpAsset ToRegistered(bool isDefault)
    {
        var shown = Asset.Clone();
        shown.Password = null;
        shown.ClientSecret = null;
        shown.Proxy = ProxyUrl.WithoutCredentials(Asset.Proxy);
        return new RegisteredSmtpAsset(shown)
        {
            IsDefault = isDefault,
            HasPassword = Asset.Password is { Length: > 0 },
            HasClientSecret = Asset.ClientSecret is { Length: > 0 },
            ClientCertificate = Certificate?.ToString(),
        };
    }
}
