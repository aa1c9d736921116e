namespace SmtpSoar;

public static partial class Errors
{
    internal static readonly ErrorDefinition AssetServerMissing = new(
        nameof(AssetServerMissing), ErrorKind.InvalidArgument, FailureHandling.Input,
        "The asset {0}names no mail server.",
        "Set Server (server) to the host name or IP address of the mail server, or PickupDirectory to a folder that takes the "
        + "messages in its place.");

    internal static readonly ErrorDefinition AssetServerInvalid = new(
        nameof(AssetServerInvalid), ErrorKind.InvalidArgument, FailureHandling.Input,
        "'{0}' can't be the mail server: {1}.",
        "Set Server (server) to the bare host name or IP address, such as smtp.example.org. The port belongs into Port (port), the "
        + "encryption into SslMethod (ssl_config).");

    internal static readonly ErrorDefinition AssetPortInvalid = new(
        nameof(AssetPortInvalid), ErrorKind.InvalidArgument, FailureHandling.Input,
        "'{0}' is no port.",
        "Set Port (port) to a whole number from 1 to 65535, or leave it out: the default is 25 for None, 465 for SSL, 587 for StartTLS.");

    internal static readonly ErrorDefinition AssetNumberTooSmall = new(
        nameof(AssetNumberTooSmall), ErrorKind.InvalidArgument, FailureHandling.Input,
        "{0} is {1}, but it must be at least {2}.",
        "Set it to a larger number, or leave it out for the default.");

    internal static readonly ErrorDefinition AssetProxyInvalid = new(
        nameof(AssetProxyInvalid), ErrorKind.InvalidArgument, FailureHandling.Input,
        "The proxy setting can't be used: {0}.",
        "Set Proxy to socks5://HOST:PORT, socks4a://HOST:PORT or http://HOST:PORT, with USER:PASSWORD@ before the host where it "
        + "wants one; write @, : and / in a password as %40, %3A and %2F.");

    internal static readonly ErrorDefinition AssetLocalDomainInvalid = new(
        nameof(AssetLocalDomainInvalid), ErrorKind.InvalidArgument, FailureHandling.Input,
        "'{0}' can't be said in EHLO.",
        "Set LocalDomain to this machine's full name, such as client.example.org (letters, digits, hyphens and dots), or to its IP "
        + "address, or leave it out.");

    internal static readonly ErrorDefinition AssetThumbprintInvalid = new(
        nameof(AssetThumbprintInvalid), ErrorKind.InvalidArgument, FailureHandling.Input,
        "'{0}' is no SHA-256 thumbprint: {1}.",
        "Get it with: openssl s_client -starttls smtp -connect HOST:587 </dev/null | openssl x509 -noout -fingerprint -sha256 (for "
        + "TLS from the first byte: port 465, without -starttls smtp).");

    internal static readonly ErrorDefinition AssetSettingUnknown = new(
        nameof(AssetSettingUnknown), ErrorKind.InvalidArgument, FailureHandling.Input,
        "'{0}' is no setting of an asset.{1}",
        "Take it out, or name the setting as SOAR does (server, port, ssl_config, ...) or as New-SmtpAsset does (Server, Port, "
        + "SslMethod, ...).");

    internal static readonly ErrorDefinition AssetSettingTwice = new(
        nameof(AssetSettingTwice), ErrorKind.InvalidArgument, FailureHandling.Input,
        "The setting {0} is given twice, as '{1}' and as '{2}'.",
        "Keep one of them.");

    internal static readonly ErrorDefinition AssetSettingInvalid = new(
        nameof(AssetSettingInvalid), ErrorKind.InvalidArgument, FailureHandling.Input,
        "The setting '{0}' can't be {1}: it takes {2}.",
        "Correct it, or leave it out for the default.");

    internal static readonly ErrorDefinition AssetSettingMisplaced = new(
        nameof(AssetSettingMisplaced), ErrorKind.InvalidArgument, FailureHandling.Input,
        "The setting '{0}' stands beside 'configuration', where it would have no effect.",
        "Move it into 'configuration'.");

    internal static readonly ErrorDefinition AssetSettingMissing = new(
        nameof(AssetSettingMissing), ErrorKind.InvalidArgument, FailureHandling.Input,
        "{0} authentication needs what the asset does not have: {1}.",
        "Set what is missing, or set AuthType (auth_type) to a method whose settings are there; "
        + "Passwordless, which logs in nowhere, needs none.");

    internal static readonly ErrorDefinition AssetTransportIncomplete = new(
        nameof(AssetTransportIncomplete), ErrorKind.InvalidArgument, FailureHandling.Input,
        "Transport {0} needs what the asset does not have: {1}.",
        "Set what is missing, or set Transport to another way out: Smtp, MicrosoftGraph, GmailApi or Pickup.");

    internal static readonly ErrorDefinition AssetTransportConflict = new(
        nameof(AssetTransportConflict), ErrorKind.InvalidArgument, FailureHandling.Input,
        "Transport {0} does not go together with {1}.",
        "Take that setting out of the asset, or set Transport to Smtp.");

    internal static readonly ErrorDefinition AssetFallbackInvalid = new(
        nameof(AssetFallbackInvalid), ErrorKind.InvalidArgument, FailureHandling.Input,
        "'{0}' can't be the FallbackAsset: {1}.",
        "Name another registered asset, which has its own server, or leave it out.");

    internal static readonly ErrorDefinition AssetTenantMissing = new(
        nameof(AssetTenantMissing), ErrorKind.InvalidArgument, FailureHandling.Input,
        "{0} needs the tenant that the application belongs to, and none is named.",
        "Set Tenant to the directory (tenant) id, or to a domain of it such as contoso.onmicrosoft.com. To let a person log in "
        + "instead, set OAuthFlow to AuthorizationCode or DeviceCode.");

    internal static readonly ErrorDefinition AssetTenantInvalid = new(
        nameof(AssetTenantInvalid), ErrorKind.InvalidArgument, FailureHandling.Input,
        "'{0}' can't be a tenant.",
        "Set Tenant to the directory (tenant) id, or to a domain of it such as contoso.onmicrosoft.com, or leave it out for any work "
        + "or school account.");

    internal static readonly ErrorDefinition AssetTenantForeign = new(
        nameof(AssetTenantForeign), ErrorKind.InvalidArgument, FailureHandling.Input,
        "{0} is given, but the provider is not Microsoft365.",
        "Set Provider to Microsoft365, or leave it out.");

    internal static readonly ErrorDefinition AssetJsonInvalid = new(
        nameof(AssetJsonInvalid), ErrorKind.InvalidData, FailureHandling.Input,
        "The asset is no valid JSON: the fault is in line {0}, at position {1}.",
        "Look there for a missing quote, comma or brace, or for a backslash that is not doubled.");

    internal static readonly ErrorDefinition AssetJsonNotObject = new(
        nameof(AssetJsonNotObject), ErrorKind.InvalidData, FailureHandling.Input,
        "The asset's JSON is {0}, not an object.",
        "Give one asset, in braces: {\"server\": \"smtp.example.org\", \"ssl_config\": \"StartTLS\"}.");

    internal static readonly ErrorDefinition AssetJsonDuplicate = new(
        nameof(AssetJsonDuplicate), ErrorKind.InvalidData, FailureHandling.Input,
        "The asset's JSON has the key '{0}' twice, again in line {1}, at position {2}.",
        "Keep one of them.");

    internal static readonly ErrorDefinition AssetFileNotFound = new(
        nameof(AssetFileNotFound), ErrorKind.ObjectNotFound, FailureHandling.Input,
        "The asset file '{0}' does not exist.",
        "Check the path. A relative one starts at the current location.");

    internal static readonly ErrorDefinition AssetFileUnreadable = new(
        nameof(AssetFileUnreadable), ErrorKind.ReadError, FailureHandling.Input,
        "The asset file '{0}' can't be read: {1}",
        "Check that it is a file and that you may read it.");

    internal static readonly ErrorDefinition AssetFileNotText = new(
        nameof(AssetFileNotText), ErrorKind.InvalidData, FailureHandling.Input,
        "The asset file '{0}' is not UTF-8 text.",
        "Save it as UTF-8.");
}
