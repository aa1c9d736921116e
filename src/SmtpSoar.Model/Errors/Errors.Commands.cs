namespace SmtpSoar;

// Failures of a command's parameters that the core can't see.
public static partial class Errors
{
    internal static readonly ErrorDefinition AssetMissing = new(
        nameof(AssetMissing),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "No mail server is named, and no asset registered in '{0}' is the default one.",
        "Give -Asset, for example -Asset (New-SmtpAsset -Server mail.example.org -Credential (Get-Credential)), a hashtable with the "
        + "settings of a SOAR asset, or the name of a registered asset; or make one the default: Register-SmtpAsset -Asset ASSET -Name "
        + "NAME -Default.");

    internal static readonly ErrorDefinition AssetNotFound = new(
        nameof(AssetNotFound),
        ErrorKind.ObjectNotFound,
        FailureHandling.Input,
        "There is no registered asset '{0}' in '{1}'.{2}",
        "Get-SmtpAsset lists those that there are, and Register-SmtpAsset makes one; each user and each machine has its own, and "
        + "SMTPSOAR_DATA names another folder. An asset object (New-SmtpAsset, Import-SmtpAsset -Path FILE), a hashtable, or JSON text "
        + "that begins with a brace need not be registered.");

    internal static readonly ErrorDefinition AssetInvalid = new(
        nameof(AssetInvalid),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "An asset can't be made from {0}.",
        "Give an asset object (New-SmtpAsset, Import-SmtpAsset, Get-SmtpAsset), the name of a registered one, a hashtable, or JSON text.");

    internal static readonly ErrorDefinition PropertyUnreadable = new(
        nameof(PropertyUnreadable),
        ErrorKind.InvalidData,
        FailureHandling.Input,
        "The property '{0}' of an object that was given can't be read: {1}.",
        "Correct what computes the property, or give an object without it: Select-Object takes the properties that are needed.");

    internal static readonly ErrorDefinition ListTooDeep = new(
        nameof(ListTooDeep),
        ErrorKind.InvalidData,
        FailureHandling.Input,
        "A list that was given has lists in it, more than {0} levels deep.",
        "Give a plain list. Look whether a list was put into itself.");

    internal static readonly ErrorDefinition PropertyMissing = new(
        nameof(PropertyMissing),
        ErrorKind.InvalidData,
        FailureHandling.Input,
        "An object came down the pipeline without the property '{0}', and the command line has no -{0}.",
        "Give each object the property, or make the value by a script block, as -To { $_.Mail } does. One value for all objects is a "
        + "parameter on the command line. All objects as one table in one mail: -HtmlBody ($rows | ConvertTo-SoarHtml).");

    internal static readonly ErrorDefinition PropertyUnsuitable = new(
        nameof(PropertyUnsuitable),
        ErrorKind.InvalidData,
        FailureHandling.Input,
        "The value for -{0} does not suit: {1}.",
        "Correct the object that came down the pipeline, or what the script block makes of it.");

    internal static readonly ErrorDefinition ScriptBlockFailed = new(
        nameof(ScriptBlockFailed),
        ErrorKind.InvalidData,
        FailureHandling.Input,
        "The script block of -{0} failed: {1}.",
        "The script block runs for each object that comes down the pipeline, with the object as $_. Correct it, or the object.");

    internal static readonly ErrorDefinition ScriptBlockEmpty = new(
        nameof(ScriptBlockEmpty),
        ErrorKind.InvalidData,
        FailureHandling.Input,
        "The script block of -{0} gave no value.",
        "Look at the names in it: a property that the object does not have is empty. Text that is meant to be empty is ''.");

    internal static readonly ErrorDefinition ScriptBlockAlone = new(
        nameof(ScriptBlockAlone),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "-{0} is a script block, and nothing comes down the pipeline for which it could run.",
        "Pipe the objects to the command, or give the value itself.");

    internal static readonly ErrorDefinition LinesUnbound = new(
        nameof(LinesUnbound),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "Lines of text came down the pipeline, and the pipeline takes no text.",
        "Give them as the body: -Body (Get-Content FILE), -Body ($rows | Format-Table | Out-String), -HtmlBody ($rows | "
        + "ConvertTo-SoarHtml). What comes down the pipeline are objects, each a mail, or files to attach.");

    internal static readonly ErrorDefinition RawLinesUnbound = new(
        nameof(RawLinesUnbound),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "Single lines came down the pipeline, and each text of the pipeline is a whole message.",
        "Send a file by its path, Send-SoarRawEmail -Path FILE, or pipe the file itself (Get-Item FILE). Its text as a whole is "
        + "Get-Content FILE -Raw.");
}
