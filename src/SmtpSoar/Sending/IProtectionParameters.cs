using System.Management.Automation;
using System.Security;

namespace SmtpSoar.Sending;

/// <summary>The parameters that sign and encrypt, whichever command has them. The names are theirs.</summary>
internal interface IProtectionParameters
{
    SwitchParameter Sign { get; }

    object? SigningCertificate { get; }

    SecureString? SigningPassword { get; }

    SignatureFormat SignatureFormat { get; }

    SignatureHash SignatureHash { get; }

    SignaturePadding SignaturePadding { get; }

    SwitchParameter Encrypt { get; }

    object[]? RecipientCertificate { get; }

    EncryptionPadding EncryptionPadding { get; }

    SwitchParameter AllowCertificateMismatch { get; }

    object? PgpKey { get; }

    SecureString? PgpPassphrase { get; }

    object[]? PgpRecipientKey { get; }
}
