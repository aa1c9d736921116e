using System.Collections.Generic;

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

    /// <summary>How the content's key is encrypted for an RSA key.</summary>
    public EncryptionPadding EncryptionPadding { get; set; }

    /// <summary>Whether a certificate may be for another address.</summary>
    public bool AllowCertificateMismatch { get; set; }
}
