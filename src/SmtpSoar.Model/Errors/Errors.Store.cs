namespace SmtpSoar;

// The protected store. {0} is what is stored, such as "asset 'home'", or a path.
public static partial class Errors
{
    internal static readonly ErrorDefinition StoreFolderInvalid = new(
        nameof(StoreFolderInvalid), ErrorKind.InvalidArgument, FailureHandling.Input,
        "'{0}' can't be the data folder: {1}.",
        "Give the full path of a folder in the variable SMTPSOAR_DATA.");

    internal static readonly ErrorDefinition StoreRightsTooWide = new(
        nameof(StoreRightsTooWide), ErrorKind.SecurityError, FailureHandling.Input,
        "'{0}' is open to other users (its rights are {1}), so no secret is read from it or written to it.",
        "Find out who may have copied or changed something there; then take the others' rights away with chmod go-rwx.");

    internal static readonly ErrorDefinition StoreOwnerForeign = new(
        nameof(StoreOwnerForeign), ErrorKind.SecurityError, FailureHandling.Input,
        "'{0}' belongs to another user (number {1}), so no secret is read from it or written to it.",
        "Run the command as that user (sudo -u), or name a folder of your own in SMTPSOAR_DATA. "
        + "In a container, run as the user that wrote the volume, "
        + "name a folder below the volume's own, or give the folder to this user with chown.");

    internal static readonly ErrorDefinition StoreUnprotectable = new(
        nameof(StoreUnprotectable), ErrorKind.SecurityError, FailureHandling.Input,
        "Secrets can't be protected here, so the {0} was not stored: {1}.",
        "Nothing was written. Use the asset without registering it, or work on a system with DPAPI, a keychain, or AES-GCM.");

    internal static readonly ErrorDefinition StoreEntryDamaged = new(
        nameof(StoreEntryDamaged), ErrorKind.SecurityError, FailureHandling.Input,
        "The stored {0} is damaged, or somebody tampered with it: {1}. {2}.",
        "Restore the file from a backup, or register or connect it again. All others are still good.");

    internal static readonly ErrorDefinition StoreEntryNewer = new(
        nameof(StoreEntryNewer), ErrorKind.NotImplemented, FailureHandling.Input,
        "The stored {0} has format {1}, which this version of SmtpSoar does not know.",
        "Update the module; a newer one wrote it.");

    internal static readonly ErrorDefinition StoreKeyMissing = new(
        nameof(StoreKeyMissing), ErrorKind.ObjectNotFound, FailureHandling.Input,
        "The key that protects what is stored is gone: it is not in {0}.",
        "Restore it from a backup. Without it nothing that it protects can be read again: remove that with Unregister-SmtpAsset for "
        + "each asset (Unregister-SmtpAsset * for all), and register and connect anew.");

    internal static readonly ErrorDefinition StoreKeyDiffers = new(
        nameof(StoreKeyDiffers), ErrorKind.SecurityError, FailureHandling.Input,
        "The stored {0} was protected with another key than the one in {1}.",
        "Restore that key, or remove the entry with Unregister-SmtpAsset, and register or connect it anew.");

    internal static readonly ErrorDefinition StoreKeyDamaged = new(
        nameof(StoreKeyDamaged), ErrorKind.SecurityError, FailureHandling.Input,
        "The key in {0} is damaged.",
        "Restore it from a backup. Without it nothing that it protects can be read again: remove that with Unregister-SmtpAsset (* "
        + "for all), delete the key, and register and connect anew.");

    internal static readonly ErrorDefinition StoreProtectionUnavailable = new(
        nameof(StoreProtectionUnavailable), ErrorKind.SecurityError, FailureHandling.Input,
        "{0} can't be reached from this session: {1}.",
        "Work where the user is logged in and it is unlocked. Entries that have to work without that, as for a scheduled runbook, have "
        + "to be removed with Unregister-SmtpAsset or Disconnect-SmtpAsset, and registered or connected anew in a session like the "
        + "runbook's own.");

    internal static readonly ErrorDefinition StoreNotReadable = new(
        nameof(StoreNotReadable), ErrorKind.ReadError, FailureHandling.Input,
        "The stored {0} can't be read: {1}",
        "Check the rights of the data folder and of what is in it.");

    internal static readonly ErrorDefinition StoreNotWritable = new(
        nameof(StoreNotWritable), ErrorKind.WriteError, FailureHandling.Input,
        "The {0} can't be stored or removed: {1}",
        "Check that the disk has room and that you may write to the data folder. What was stored before is unchanged.");

    internal static readonly ErrorDefinition StoreBusy = new(
        nameof(StoreBusy), ErrorKind.OperationTimeout, FailureHandling.Input,
        "Another process has held the lock {0} for {1} seconds.",
        "Try again when the other process is done.");
}
