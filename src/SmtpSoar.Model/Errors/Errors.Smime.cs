namespace SmtpSoar;

// Failures of mails that are signed or encrypted with certificates. All come before anything connects.
public static partial class Errors
{
    internal static readonly ErrorDefinition SigningCertificateMissing = new(
        nameof(SigningCertificateMissing), ErrorKind.InvalidArgument, FailureHandling.Input,
        "The mail is to be signed (-Sign), but there is no certificate to sign it with.",
        "Name one by -SigningCertificate, a file or a thumbprint, or by SigningCertificate of the asset.");

    internal static readonly ErrorDefinition SigningCertificateNotFound = new(
        nameof(SigningCertificateNotFound), ErrorKind.ObjectNotFound, FailureHandling.Input,
        "There is no certificate '{0}'.",
        "-SigningCertificate takes the path of a .pfx, .p12 or .pem file, a certificate object, or the thumbprint (40 or 64 hex digits) of "
        + "a certificate in the user's or the machine's store.");

    internal static readonly ErrorDefinition SigningCertificateUnreadable = new(
        nameof(SigningCertificateUnreadable), ErrorKind.InvalidData, FailureHandling.Input,
        "The certificate '{0}' can't be read: {1}",
        "It must be a PKCS #12 file (.pfx, .p12), or a .pem file with the certificate and its private key.");

    internal static readonly ErrorDefinition SigningPasswordMissing = new(
        nameof(SigningPasswordMissing), ErrorKind.SecurityError, FailureHandling.Input,
        "The private key in '{0}' has a password, and none was given.",
        "Give it by -SigningPassword, as a SecureString: Read-Host -AsSecureString, or Get-Secret of a vault.");

    internal static readonly ErrorDefinition SigningPasswordWrong = new(
        nameof(SigningPasswordWrong), ErrorKind.SecurityError, FailureHandling.Input,
        "The password does not open the private key in '{0}'.",
        "Correct -SigningPassword. To try it: openssl pkcs12 -info -noout -in FILE.");

    internal static readonly ErrorDefinition SigningKeyMissing = new(
        nameof(SigningKeyMissing), ErrorKind.InvalidData, FailureHandling.Input,
        "The certificate {0} has no private key, so nothing can be signed with it.",
        "Take the .pfx file that has the key, or a .pem file with both; in a store, import the certificate together with its key. A .cer "
        + "or .crt file has none.");

    internal static readonly ErrorDefinition CertificateKeyUnsupported = new(
        nameof(CertificateKeyUnsupported), ErrorKind.InvalidData, FailureHandling.Input,
        "The key of {0} can't be used: {1}.",
        "Get a certificate with an RSA key of at least 2,048 bits (for PSS too: -SignaturePadding Pss asks for it), or with an elliptic "
        + "curve key on P-256, P-384 or P-521.");

    internal static readonly ErrorDefinition SigningFailed = new(
        nameof(SigningFailed), ErrorKind.SecurityError, FailureHandling.Input,
        "The key of {0} did not sign: {1}.",
        "A key on a card needs the card, and a key in the machine's store the right to use it. Old providers of Windows sign neither SHA-2 "
        + "nor PSS.");

    internal static readonly ErrorDefinition CertificateExpired = new(
        nameof(CertificateExpired), ErrorKind.SecurityError, FailureHandling.Input,
        "The certificate {0} expired on {1:yyyy-MM-dd}.",
        "Have it renewed. Nothing was sent.");

    internal static readonly ErrorDefinition CertificateNotYetValid = new(
        nameof(CertificateNotYetValid), ErrorKind.SecurityError, FailureHandling.Input,
        "The certificate {0} is not valid before {1:yyyy-MM-dd HH:mm} UTC.",
        "Look at this machine's clock, or wait. Nothing was sent.");

    internal static readonly ErrorDefinition CertificateRevoked = new(
        nameof(CertificateRevoked), ErrorKind.SecurityError, FailureHandling.Input,
        "The certificate {0} has been revoked.",
        "Get a new one of its authority. Nothing was sent.");

    internal static readonly ErrorDefinition CertificateRevocationUnknown = new(
        nameof(CertificateRevocationUnknown), ErrorKind.SecurityError, FailureHandling.Input,
        "Whether the certificate {0} has been revoked could not be learned, and the asset requires it.",
        "Let this machine reach the authority's server, or set CertificateRevocation of the asset to BestEffort.");

    internal static readonly ErrorDefinition CertificateUsage = new(
        nameof(CertificateUsage), ErrorKind.SecurityError, FailureHandling.Input,
        "The certificate {0} is not meant for this: {1}.",
        "Get one for secure mail (S/MIME): key usage digitalSignature to sign, keyEncipherment or keyAgreement to encrypt, extended key "
        + "usage emailProtection.");

    internal static readonly ErrorDefinition CertificateWeak = new(
        nameof(CertificateWeak), ErrorKind.SecurityError, FailureHandling.Input,
        "The certificate {0} is too weak: {1}.",
        "Get one with an RSA key of at least 2,048 bits or an elliptic curve key, signed with SHA-256 or better.");

    internal static readonly ErrorDefinition CertificateAddress = new(
        nameof(CertificateAddress), ErrorKind.SecurityError, FailureHandling.Input,
        "The certificate {0} is for {1}, and the mail is from '{2}'.",
        "Readers show such a signature as invalid. Send from the certificate's address (-From, SenderAddress of the asset), take the "
        + "sender's own certificate, or sign all the same with -AllowCertificateMismatch.");

    internal static readonly ErrorDefinition RecipientCertificateMissing = new(
        nameof(RecipientCertificateMissing), ErrorKind.ObjectNotFound, FailureHandling.Input,
        "The mail can't be encrypted, since these recipients have no certificate for that: {0}.",
        "Give them by -RecipientCertificate (certificates, files, folders) or RecipientCertificatePath of the asset, or put them into the "
        + "system's address book store. A certificate is found by the address in it. Nothing was sent.");

    internal static readonly ErrorDefinition RecipientCertificateUnreadable = new(
        nameof(RecipientCertificateUnreadable), ErrorKind.InvalidData, FailureHandling.Input,
        "'{0}' can't be read as certificates: {1}",
        "It must be a file with certificates (.cer, .crt, .der, .pem, .p7b), or a folder of such files.");

    internal static readonly ErrorDefinition RecipientCertificateNotFound = new(
        nameof(RecipientCertificateNotFound), ErrorKind.ObjectNotFound, FailureHandling.Input,
        "There is no file or folder '{0}' with certificates of recipients.",
        "Correct -RecipientCertificate, or RecipientCertificatePath of the asset.");
}
