namespace SmtpSoar;

// What can be wrong with a command's parameters, where the core can't see it.
public static partial class Errors
{
    internal static readonly ErrorDefinition AssetMissing = new(
        nameof(AssetMissing),
        ErrorKind.InvalidArgument,
        "No mail server is named.",
        "Give -Asset, for example -Asset (New-SmtpAsset -Server mail.example.org -Credential (Get-Credential)), or a hashtable with the settings of a SOAR asset.");

    internal static readonly ErrorDefinition AssetNotFound = new(
        nameof(AssetNotFound),
        ErrorKind.ObjectNotFound,
        "There is no asset '{0}'.",
        "Give an asset object (New-SmtpAsset, Import-SmtpAsset), a hashtable, or JSON text that begins with a brace.");

    internal static readonly ErrorDefinition AssetInvalid = new(
        nameof(AssetInvalid),
        ErrorKind.InvalidArgument,
        "An asset can't be made from a {0}.",
        "Give an asset object (New-SmtpAsset, Import-SmtpAsset), a hashtable, or JSON text.");
}
