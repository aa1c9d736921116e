using System.Collections.Generic;
using System.Security;

namespace SmtpSoar;

/// <summary>How a composed mail is signed and encrypted.</summary>
public sealed class MailProtection
{
    /// <summary>Whether it is signed. Default: where there is a key to sign with.</summary>
    public bool? Sign { get; set; }

    /// <summary>The certificate that signs (RFC 8551). Default: the asset's.</summary>
    public CertificateSource? SigningCertificate { get; set; }

    /// <summary>How the signature goes with the content.</summary>
    public SignatureFormat SignatureFormat { get; set; }

    /// <summary>The hash that is signed.</summary>
    public SignatureHash SignatureHash { get; set; }

    /// <summary>How an RSA key signs.</summary>
    public SignaturePadding SignaturePadding { get; set; }

    /// <summary>Whether it is encrypted, for each recipient and the sender.</summary>
    public bool Encrypt { get; set; }

    /// <summary>Certificates of recipients: looked through before those of the asset and the system.</summary>
    public IList<CertificateSource> RecipientCertificates { get; set; } = [];

    /// <summary>
    /// The OpenPGP key that signs (RFC 3156): the path of a file, or the fingerprint or address of a key of the installed gpg. Default: the
    /// asset's.
    /// </summary>
    public string? PgpKey { get; set; }

    /// <summary>The passphrase of that key.</summary>
    public SecureString? PgpPassphrase { get; set; }

    /// <summary>OpenPGP keys of recipients: paths of files and folders, and names of keys of the installed gpg.</summary>
    public IList<string> PgpRecipientKeys { get; set; } = [];

    /// <summary>How the content's key is encrypted for an RSA key.</summary>
    public EncryptionPadding EncryptionPadding { get; set; }

    /// <summary>Whether a certificate may be for another address.</summary>
    public bool AllowCertificateMismatch { get; set; }
}
