using System.Linq;
using System.Security.Cryptography.X509Certificates;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.Assets.Settings;

namespace SmtpSoar.Core.Assets.Store;

/// <summary>An asset as it is kept: with its secrets, and with references in place of its certificates.</summary>
/// <param name="Asset">The asset, named, without certificates.</param>
/// <param name="Certificate">The place of its certificate for TLS.</param>
/// <param name="OAuthCertificate">The place of its certificate for OAuth 2.0.</param>
/// <param name="SigningCertificate">The place of its certificate that signs mails.</param>
internal sealed record StoredAsset(
    SmtpAsset Asset,
    CertificateReference? Certificate,
    CertificateReference? OAuthCertificate,
    CertificateReference? SigningCertificate)
{
    // Shown in place of a key.
    private const string StoredKey = "(stored)";

    private string Name => Asset.Name ?? "";

    /// <summary>Makes the form of an asset that is kept. The asset itself stays as it is.</summary>
    internal static StoredAsset Of(SmtpAsset asset, string name)
    {
        var kept = asset.Clone();
        kept.Name = name;
        kept.ClientCertificate = null;
        kept.OAuthCertificate = null;
        kept.SigningCertificate = null;
        return new StoredAsset(
            kept,
            Reference(asset.ClientCertificate, name),
            Reference(asset.OAuthCertificate, name),
            Reference(asset.SigningCertificate, name));
    }

    /// <summary>The asset with other settings. A certificate that no setting is about is not looked for: it may be gone.</summary>
    /// <exception cref="SmtpSoarException">The settings don't fit together then.</exception>
    internal StoredAsset With(AssetChange change)
    {
        var asset = Asset.Clone();
        change.ApplyTo(asset);
        var changed = Of(asset, Name);
        if (!change.Sets(nameof(asset.ClientCertificate)))
            changed = changed with { Certificate = Certificate };
        if (!change.Sets(nameof(asset.OAuthCertificate)))
            changed = changed with { OAuthCertificate = OAuthCertificate };
        if (!change.Sets(nameof(asset.SigningCertificate)))
            changed = changed with { SigningCertificate = SigningCertificate };
        changed.CheckLogin();
        return changed;
    }

    // Without the certificate that stands in for a secret nothing can be said about the login.
    private void CheckLogin()
    {
        var asset = Asset.Clone();
        asset.OAuthCertificate = OAuthCertificate?.TryFind();
        if (OAuthCertificate is null || asset.OAuthCertificate is not null)
            AuthenticationChoice.Check(asset);
    }

    /// <summary>The asset to be used, with all its secrets.</summary>
    internal SmtpAsset ToAsset()
    {
        var asset = Asset.Clone();
        asset.ClientCertificate = Certificate?.Find(Name);
        asset.OAuthCertificate = OAuthCertificate?.Find(Name);
        asset.SigningCertificate = SigningCertificate?.Find(Name);
        return asset;
    }

    /// <summary>The asset to be shown, without any secret.</summary>
    internal RegisteredSmtpAsset ToRegistered(bool isDefault)
    {
        var shown = Asset.Clone();
        shown.Password = null;
        shown.ClientSecret = null;
        shown.PgpPassphrase = null;
        shown.SigningPassword = null;
        shown.DkimPrivateKey = [];
        shown.OutboxPassword = null;
        shown.OutboxKey = null;
        shown.Proxy = ProxyUrl.WithoutCredentials(Asset.Proxy);
        return new RegisteredSmtpAsset(shown)
        {
            IsDefault = isDefault,
            HasPassword = Asset.Password is { Length: > 0 },
            HasClientSecret = Asset.ClientSecret is { Length: > 0 },
            HasOutboxPassword = Asset.OutboxPassword is { Length: > 0 },
            HasOutboxKey = Asset.OutboxKey is { Length: > 0 },
            ClientCertificate = Certificate?.ToString(),
            OAuthCertificate = OAuthCertificate?.ToString(),
            HasSigningPassword = Asset.SigningPassword is { Length: > 0 },
            HasPgpPassphrase = Asset.PgpPassphrase is { Length: > 0 },
            DkimPrivateKey = [.. (Asset.DkimPrivateKey ?? []).Select(key => key as string ?? StoredKey)],
            SigningCertificate = SigningCertificate?.ToString(),
        };
    }

    private static CertificateReference? Reference(X509Certificate2? certificate, string name) =>
        certificate is null ? null : CertificateReference.Of(certificate, name);
}
