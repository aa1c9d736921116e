namespace SmtpSoar;

// Assets that are kept under a name.
public static partial class Errors
{
    internal static readonly ErrorDefinition AssetNameMissing = new(
        nameof(AssetNameMissing), ErrorKind.InvalidArgument, FailureHandling.Input,
        "The asset {0} has no name under which it could be registered.",
        "Give one with -Name.");

    internal static readonly ErrorDefinition AssetNameInvalid = new(
        nameof(AssetNameInvalid), ErrorKind.InvalidArgument, FailureHandling.Input,
        "'{0}' can't be the name of an asset: {1}.",
        "A name has 1 to 64 letters, digits, hyphens, underscores, dots, and blanks between them.");

    internal static readonly ErrorDefinition AssetNameTaken = new(
        nameof(AssetNameTaken), ErrorKind.InvalidArgument, FailureHandling.Input,
        "There already is an asset '{0}'.",
        "Choose another name, or replace it with -Force.");

    internal static readonly ErrorDefinition AssetDefaultMissing = new(
        nameof(AssetDefaultMissing), ErrorKind.ObjectNotFound, FailureHandling.Input,
        "No asset registered in '{0}' is the default one.",
        "Make one: Register-SmtpAsset -Asset NAME -Default -Force");

    internal static readonly ErrorDefinition AssetStoredInvalid = new(
        nameof(AssetStoredInvalid), ErrorKind.InvalidData, FailureHandling.Input,
        "What is stored as asset '{0}' is no asset.",
        "Remove it with Unregister-SmtpAsset and register it anew.");

    internal static readonly ErrorDefinition AssetCertificateNotStorable = new(
        nameof(AssetCertificateNotStorable), ErrorKind.InvalidArgument, FailureHandling.Input,
        "The asset '{0}' can't be registered: its client certificate {1} is in no certificate store, and private keys are not copied.",
        "Import the certificate with its key into the store of the current user (on Windows: Import-PfxCertificate "
        + "-CertStoreLocation Cert:\\CurrentUser\\My), and register the asset with the certificate from there.");

    internal static readonly ErrorDefinition AssetCertificateGone = new(
        nameof(AssetCertificateGone), ErrorKind.ObjectNotFound, FailureHandling.Input,
        "The client certificate of the asset '{0}' is gone: {1} has none with the SHA-256 thumbprint {2} and a private key.",
        "Import it there again, or register the asset anew with another certificate.");

    internal static readonly ErrorDefinition AssetChangeEmpty = new(
        nameof(AssetChangeEmpty), ErrorKind.InvalidArgument, FailureHandling.Input,
        "No setting is given, so there is nothing to change.",
        "Give the settings that are to be others, such as -TimeoutSec 30. An empty value takes a setting away: -Proxy ''.");

    internal static readonly ErrorDefinition AssetNotChangeable = new(
        nameof(AssetNotChangeable), ErrorKind.InvalidArgument, FailureHandling.Input,
        "-Asset is {0}, neither a registered asset nor an asset object: a change would be lost.",
        "Name a registered asset, give an asset object, or derive an asset from the settings: New-SmtpAsset -Asset SETTINGS.");

    internal static readonly ErrorDefinition AssetWildcardUnforced = new(
        nameof(AssetWildcardUnforced), ErrorKind.InvalidArgument, FailureHandling.Input,
        "'{0}' stands for several assets, and their secrets would be lost.",
        "Look at what it finds with -WhatIf, then repeat it with -Force.");
}
