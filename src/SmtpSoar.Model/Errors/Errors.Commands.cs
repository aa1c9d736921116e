namespace SmtpSoar;

// What can be wrong with a command's parameters, where the core can't see it.
public static partial class Errors
{
    internal static readonly ErrorDefinition AssetMissing = new(
        nameof(AssetMissing),
        ErrorKind.InvalidArgument,
        "No mail server is named, and no asset registered in '{0}' is the default one.",
        "Give -Asset, for example -Asset (New-SmtpAsset -Server mail.example.org -Credential (Get-Credential)), a hashtable with the settings of a SOAR asset, or the name of a registered asset; or make one the default: Register-SmtpAsset -Asset ASSET -Name NAME -Default.");

    internal static readonly ErrorDefinition AssetNotFound = new(
        nameof(AssetNotFound),
        ErrorKind.ObjectNotFound,
        "There is no registered asset '{0}' in '{1}'.{2}",
        "Get-SmtpAsset lists those that there are, and Register-SmtpAsset makes one; each user and each machine has its own, and SMTPSOAR_DATA names another folder. An asset object (New-SmtpAsset, Import-SmtpAsset -Path FILE), a hashtable, or JSON text that begins with a brace need not be registered.");

    internal static readonly ErrorDefinition AssetInvalid = new(
        nameof(AssetInvalid),
        ErrorKind.InvalidArgument,
        "An asset can't be made from {0}.",
        "Give an asset object (New-SmtpAsset, Import-SmtpAsset, Get-SmtpAsset), the name of a registered one, a hashtable, or JSON text.");

    internal static readonly ErrorDefinition PropertyUnreadable = new(
        nameof(PropertyUnreadable),
        ErrorKind.InvalidData,
        "The property '{0}' of an object that was given can't be read: {1}.",
        "Correct what computes the property, or give an object without it: Select-Object takes the properties that are needed.");

    internal static readonly ErrorDefinition ListTooDeep = new(
        nameof(ListTooDeep),
        ErrorKind.InvalidData,
        "A list that was given has lists in it, more than {0} levels deep.",
        "Give a plain list. Look whether a list was put into itself.");
}
