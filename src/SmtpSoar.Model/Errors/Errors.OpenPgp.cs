namespace SmtpSoar;

public static partial class Errors
{
    internal static readonly ErrorDefinition PgpKeyFileNotFound = new(
        nameof(PgpKeyFileNotFound),
        ErrorKind.ObjectNotFound,
        FailureHandling.Input,
        "The OpenPGP key file '{0}' does not exist.",
        "Check the path. A key of the installed gpg is named by its fingerprint or by an address.");

    internal static readonly ErrorDefinition PgpKeyFileUnreadable = new(
        nameof(PgpKeyFileUnreadable),
        ErrorKind.ReadError,
        FailureHandling.Input,
        "The OpenPGP key file '{0}' can't be read: {1}",
        "Check that it is a file and that you may read it.");

    internal static readonly ErrorDefinition PgpKeyExposed = new(
        nameof(PgpKeyExposed),
        ErrorKind.SecurityError,
        FailureHandling.Input,
        "The secret OpenPGP key file '{0}' can be read or changed by others (mode {1}). It was not used.",
        "Take the rights of others away: chmod 600 FILE.");

    internal static readonly ErrorDefinition PgpKeyInvalid = new(
        nameof(PgpKeyInvalid),
        ErrorKind.InvalidData,
        FailureHandling.Input,
        "The file '{0}' has no OpenPGP key.",
        "Export the key anew: gpg --export --armor ADDRESS, or for one that signs gpg --export-secret-keys --armor ADDRESS.");

    internal static readonly ErrorDefinition PgpKeyUnsupported = new(
        nameof(PgpKeyUnsupported),
        ErrorKind.NotImplemented,
        FailureHandling.Input,
        "The OpenPGP key in '{0}' is of a version that this module does not read: it takes version 4, not version 6 (RFC 9580).",
        "Take a key of version 4, as gpg makes it. Most mail programs can't read other ones.");

    internal static readonly ErrorDefinition PgpKeyPublic = new(
        nameof(PgpKeyPublic),
        ErrorKind.InvalidData,
        FailureHandling.Input,
        "The file '{0}' has only public OpenPGP keys, and signing needs the secret one.",
        "Export it: gpg --export-secret-keys --armor ADDRESS; or name the key by its fingerprint, so that gpg itself signs.");

    internal static readonly ErrorDefinition PgpKeyMissing = new(
        nameof(PgpKeyMissing),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "The mail is to be signed by OpenPGP (-Sign), and there is no key to sign it with.",
        "Give -PgpKey, or PgpKey of the asset: the path of a key file, or the fingerprint or address of a key that gpg has.");

    internal static readonly ErrorDefinition PgpKeyNotFound = new(
        nameof(PgpKeyNotFound),
        ErrorKind.ObjectNotFound,
        FailureHandling.Input,
        "gpg has no secret key for '{0}'.",
        "Look with gpg --list-secret-keys, as the user that runs this command; or give the path of a key file.");

    internal static readonly ErrorDefinition PgpKeyUnusable = new(
        nameof(PgpKeyUnusable),
        ErrorKind.SecurityError,
        FailureHandling.Input,
        "No OpenPGP key of '{0}' can {1}: {2}.",
        "Give a key that is valid and made for it; gpg --quick-set-expire FINGERPRINT 1y makes one valid for longer.");

    internal static readonly ErrorDefinition PgpKeyMismatch = new(
        nameof(PgpKeyMismatch),
        ErrorKind.SecurityError,
        FailureHandling.Input,
        "The OpenPGP key '{0}' is not for the sender '{1}': no user id of it has that address.",
        "Send from an address of the key, or give the sender's own key; -AllowCertificateMismatch signs all the same.");

    internal static readonly ErrorDefinition PgpRecipientMissing = new(
        nameof(PgpRecipientMissing),
        ErrorKind.ObjectNotFound,
        FailureHandling.Input,
        "There is no OpenPGP key to encrypt for: {0}.",
        "Give the keys as -PgpRecipientKey, or put them into the asset's PgpRecipientKeyPath. Nothing was sent.");

    internal static readonly ErrorDefinition PgpPassphraseMissing = new(
        nameof(PgpPassphraseMissing),
        ErrorKind.AuthenticationError,
        FailureHandling.Input,
        "The OpenPGP key in '{0}' has a passphrase, and none was given.",
        "Give it as a SecureString: -PgpPassphrase (Read-Host -AsSecureString), or PgpPassphrase of the asset.");

    internal static readonly ErrorDefinition PgpPassphraseWrong = new(
        nameof(PgpPassphraseWrong),
        ErrorKind.AuthenticationError,
        FailureHandling.Input,
        "The passphrase does not open the OpenPGP key '{0}'.",
        "Correct PgpPassphrase.");

    internal static readonly ErrorDefinition GpgMissing = new(
        nameof(GpgMissing),
        ErrorKind.ObjectNotFound,
        FailureHandling.Input,
        "An OpenPGP key is named by its fingerprint or address, and gpg is not installed.",
        "Install GnuPG (Debian: apt install gpg; Windows: Gpg4win), or give the path of a key file.");

    internal static readonly ErrorDefinition GpgAgentLocked = new(
        nameof(GpgAgentLocked),
        ErrorKind.AuthenticationError,
        FailureHandling.Input,
        "gpg would have to ask a person for the passphrase or PIN of the key '{0}', and this command never waits for one.",
        "Give -PgpPassphrase, or let the agent learn it before: gpg-preset-passphrase, or a signature by hand in the same session.");

    internal static readonly ErrorDefinition GpgFailed = new(
        nameof(GpgFailed),
        ErrorKind.InvalidResult,
        FailureHandling.Input,
        "gpg failed: {0}.",
        "Try the same by hand: gpg --sign, gpg --encrypt --recipient FINGERPRINT.");

    internal static readonly ErrorDefinition ProtectionAmbiguous = new(
        nameof(ProtectionAmbiguous),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "The mail would be protected both by S/MIME and by OpenPGP: {0}.",
        "Take one of them out of the command or the asset.");
}
