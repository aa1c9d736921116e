using System.Security;

namespace SmtpSoar.Sending;

/// <summary>The values of the parameters that sign and encrypt.</summary>
internal sealed class ProtectionParameters
{
    /// <summary>Whether to sign, or <see langword="null"/> where the command does not say.</summary>
    public bool? Sign { get; init; }

    public object? SigningCertificate { get; init; }

    public SecureString? SigningPassword { get; init; }

    public SignatureFormat SignatureFormat { get; init; }

    public SignatureHash SignatureHash { get; init; }

    public SignaturePadding SignaturePadding { get; init; }

    public bool Encrypt { get; init; }

    public object[]? RecipientCertificates { get; init; }

    public EncryptionPadding EncryptionPadding { get; init; }

    public bool AllowCertificateMismatch { get; init; }

    public object? PgpKey { get; init; }

    public SecureString? PgpPassphrase { get; init; }

    public object[]? PgpRecipientKeys { get; init; }

    /// <summary>Whether nothing is asked for, so that the asset's settings stand.</summary>
    public bool IsEmpty =>
        Sign is null && SigningCertificate is null && PgpKey is null && PgpRecipientKeys is null && !Encrypt && !HasChoices;

    private bool HasChoices =>
        AllowCertificateMismatch
        || SignatureFormat != SignatureFormat.Detached
        || SignatureHash != SignatureHash.Sha256
        || SignaturePadding != SignaturePadding.Pkcs1;
}
