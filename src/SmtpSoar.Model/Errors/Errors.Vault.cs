namespace SmtpSoar;

public static partial class Errors
{
    internal static readonly ErrorDefinition VaultFolderInvalid = new(
        nameof(VaultFolderInvalid), ErrorKind.InvalidArgument, FailureHandling.Input,
        "'{0}' can't be the vault's folder: {1}.",
        "Give the full path of a folder as -VaultPath or in the variable SMTPSOAR_VAULT.");

    internal static readonly ErrorDefinition VaultIdInvalid = new(
        nameof(VaultIdInvalid), ErrorKind.InvalidArgument, FailureHandling.Input,
        "'{0}' is no vault id.",
        "A vault id is the SHA-1 of a file's content, 40 hex digits. Get-SoarVaultFile lists those in the vault.");

    internal static readonly ErrorDefinition VaultFileNotFound = new(
        nameof(VaultFileNotFound), ErrorKind.ObjectNotFound, FailureHandling.Input,
        "The vault {1} has no file {0}.",
        "Add the file with Add-SoarVaultFile, or name the vault that has it with -VaultPath.");

    internal static readonly ErrorDefinition VaultFileChanged = new(
        nameof(VaultFileChanged), ErrorKind.SecurityError, FailureHandling.Input,
        "The vault file '{0}' ({1}) was changed after it was added: its {2} differs.",
        "Find out who wrote to the vault. Adding the original again with Add-SoarVaultFile repairs it.");

    internal static readonly ErrorDefinition VaultContentMissing = new(
        nameof(VaultContentMissing), ErrorKind.ObjectNotFound, FailureHandling.Input,
        "The content of the vault file '{0}' ({1}) is gone from {2}.",
        "Add the original again with Add-SoarVaultFile, or take the entry away with Remove-SoarVaultFile.");

    internal static readonly ErrorDefinition VaultContentUnreadable = new(
        nameof(VaultContentUnreadable), ErrorKind.ReadError, FailureHandling.Input,
        "The vault's content {0} can't be read: {1}",
        "Check the rights of the file and of its folder.");

    internal static readonly ErrorDefinition VaultRecordDamaged = new(
        nameof(VaultRecordDamaged), ErrorKind.ReadError, FailureHandling.Input,
        "The vault's record {0} is damaged: {1}.",
        "Delete that one file and add the content again with Add-SoarVaultFile. All other records are still good.");

    internal static readonly ErrorDefinition VaultNotReadable = new(
        nameof(VaultNotReadable), ErrorKind.ReadError, FailureHandling.Input,
        "The vault {0} can't be read: {1}",
        "Check that the folder is there and that you may read it.");

    internal static readonly ErrorDefinition VaultNotWritable = new(
        nameof(VaultNotWritable), ErrorKind.WriteError, FailureHandling.Input,
        "The vault {0} can't be changed: {1}",
        "Check that the disk has room and that you may write to the folder.");

    internal static readonly ErrorDefinition VaultBusy = new(
        nameof(VaultBusy), ErrorKind.OperationTimeout, FailureHandling.Input,
        "Another process has held the vault's lock {0} for {1} seconds.",
        "Try again when the other process is done with the vault.");

    internal static readonly ErrorDefinition VaultIdCollision = new(
        nameof(VaultIdCollision), ErrorKind.SecurityError, FailureHandling.Input,
        "The vault already has other content with the vault id {0}: somebody made two files with the same SHA-1.",
        "Treat both files as hostile. To add this one, put it into a vault of its own with -VaultPath.");

    internal static readonly ErrorDefinition VaultSourceNotFound = new(
        nameof(VaultSourceNotFound), ErrorKind.ObjectNotFound, FailureHandling.Input,
        "The file '{0}' does not exist.",
        "Check the path. A relative one starts at the current location.");

    internal static readonly ErrorDefinition VaultSourceUnreadable = new(
        nameof(VaultSourceUnreadable), ErrorKind.ReadError, FailureHandling.Input,
        "'{0}' can't be read: {1}",
        "Check that it is a file, that you may read it, and that no other program has locked it.");
}
