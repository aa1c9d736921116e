namespace SmtpSoar;

// Failures between an asset and its authorization server.
public static partial class Errors
{
    internal static readonly ErrorDefinition OAuthUrlInvalid = new(
        nameof(OAuthUrlInvalid),
        ErrorKind.InvalidArgument,
        FailureHandling.Server,
        "The asset's {0} '{1}' can't be used: {2}.",
        "Give the provider's https:// URL. Only a server on this machine may be reached by http://.");

    internal static readonly ErrorDefinition OAuthNotChosen = new(
        nameof(OAuthNotChosen),
        ErrorKind.InvalidArgument,
        FailureHandling.Server,
        "The asset would send with {0}, not with OAuth 2.0, so nobody needs to log in.",
        "Set AuthType to OAuth. A client without a secret also names its flow: set OAuthFlow to AuthorizationCode or DeviceCode.");

    internal static readonly ErrorDefinition OAuthUsernameInvalid = new(
        nameof(OAuthUsernameInvalid),
        ErrorKind.InvalidArgument,
        FailureHandling.Server,
        "The Username '{0}' can't log in with OAuth 2.0: it has a control character.",
        "Give the address of the mailbox.");

    internal static readonly ErrorDefinition OAuthCertificateInvalid = new(
        nameof(OAuthCertificateInvalid),
        ErrorKind.InvalidArgument,
        FailureHandling.Server,
        "The OAuthCertificate '{0}' has no private RSA or elliptic curve key.",
        "Give a certificate with its private key, as Get-Item Cert:\\CurrentUser\\My\\THUMBPRINT or a .pfx file has it.");

    internal static readonly ErrorDefinition ServiceAccountKeyNotFound = new(
        nameof(ServiceAccountKeyNotFound),
        ErrorKind.ObjectNotFound,
        FailureHandling.Server,
        "The service account's key file '{0}' does not exist.",
        "Check ServiceAccountKey of the asset: the path of the JSON file that Google Cloud gave for the key.");

    internal static readonly ErrorDefinition ServiceAccountKeyUnreadable = new(
        nameof(ServiceAccountKeyUnreadable),
        ErrorKind.ReadError,
        FailureHandling.Server,
        "The service account's key file '{0}' can't be read: {1}",
        "Check that it is a file and that you may read it.");

    internal static readonly ErrorDefinition ServiceAccountKeyExposed = new(
        nameof(ServiceAccountKeyExposed),
        ErrorKind.SecurityError,
        FailureHandling.Server,
        "The service account's key file '{0}' can be read or changed by others (mode {1}). It was not used.",
        "Take the rights of others away: chmod 600 FILE. If others may have read it, make a new key.");

    internal static readonly ErrorDefinition ServiceAccountKeyInvalid = new(
        nameof(ServiceAccountKeyInvalid),
        ErrorKind.InvalidData,
        FailureHandling.Server,
        "The file '{0}' is no key of a service account.",
        "Give the JSON file that Google Cloud gave for the key (IAM & Admin, Service Accounts, Keys), unchanged.");

    internal static readonly ErrorDefinition OAuthLoginNeeded = new(
        nameof(OAuthLoginNeeded),
        ErrorKind.AuthenticationError,
        FailureHandling.Server,
        "There is no OAuth 2.0 token for '{0}' at {1}, and getting one needs a person.",
        "Run Connect-SmtpAsset with this asset once, in a session with a person, as the user that sends.");

    internal static readonly ErrorDefinition OAuthLoginEnded = new(
        nameof(OAuthLoginEnded),
        ErrorKind.AuthenticationError,
        FailureHandling.Server,
        "The login of '{0}' has ended: {1} says '{2}'.",
        "The refresh token has expired, was revoked, or was used up. Run Connect-SmtpAsset with this asset again, in a session with "
        + "a person, as the user that sends.");

    internal static readonly ErrorDefinition OAuthRefused = new(
        nameof(OAuthRefused),
        ErrorKind.AuthenticationError,
        FailureHandling.Server,
        "{0} gave no token: {1}.",
        "Check ClientId, ClientSecret and Scopes of the asset with the provider.");

    internal static readonly ErrorDefinition OAuthUnreachable = new(
        nameof(OAuthUnreachable),
        ErrorKind.ConnectionError,
        FailureHandling.Interruption,
        "The authorization server {0} can't be reached: {1}.",
        "Check the asset's URLs, the network and the proxy. The tokens are kept; try again later.");

    internal static readonly ErrorDefinition OAuthTimeout = new(
        nameof(OAuthTimeout),
        ErrorKind.OperationTimeout,
        FailureHandling.Interruption,
        "The authorization server {0} did not answer within {1} s.",
        "Try again later, or raise TimeoutSec of the asset. The tokens are kept.");

    internal static readonly ErrorDefinition OAuthUnavailable = new(
        nameof(OAuthUnavailable),
        ErrorKind.ConnectionError,
        FailureHandling.Interruption,
        "The authorization server {0} can't serve us now: {1}.",
        "Try again in some minutes. The tokens are kept.");

    internal static readonly ErrorDefinition OAuthAnswerInvalid = new(
        nameof(OAuthAnswerInvalid),
        ErrorKind.ProtocolError,
        FailureHandling.Server,
        "{0} did not answer as an authorization server does: {1}.",
        "Check the asset's TokenUrl. A web page in place of an answer often comes from a proxy or a wrong path.");

    internal static readonly ErrorDefinition OAuthTokensInvalid = new(
        nameof(OAuthTokensInvalid),
        ErrorKind.InvalidData,
        FailureHandling.Server,
        "The stored OAuth 2.0 tokens are none that this version can read.",
        "Run Disconnect-SmtpAsset with this asset, then Connect-SmtpAsset.");

    internal static readonly ErrorDefinition OAuthLoginRefused = new(
        nameof(OAuthLoginRefused),
        ErrorKind.AuthenticationError,
        FailureHandling.Server,
        "The login of '{0}' failed: {1} says '{2}'.",
        "If it was cancelled by mistake, try again. Otherwise an administrator of the provider must allow this application.");

    internal static readonly ErrorDefinition OAuthLoginTimeout = new(
        nameof(OAuthLoginTimeout),
        ErrorKind.OperationTimeout,
        FailureHandling.Server,
        "Nobody logged in within {0} s.",
        "Try again; -TimeLimitSec gives more time. An answer that comes now is not taken any more.");

    internal static readonly ErrorDefinition OAuthFlowUnused = new(
        nameof(OAuthFlowUnused),
        ErrorKind.InvalidArgument,
        FailureHandling.Server,
        "The asset logs in by {0}, so the tokens of {1} would never be used.",
        "Set OAuthFlow of the asset to the flow that it shall have, or run Connect-SmtpAsset without choosing one.");

    internal static readonly ErrorDefinition OAuthStateMismatch = new(
        nameof(OAuthStateMismatch),
        ErrorKind.SecurityError,
        FailureHandling.Server,
        "An answer to the login came that does not belong to it: its state is not the one that was sent. It was not used.",
        "Try again, and answer in the page that is opened then. If it happens again, something on this machine or in the browser "
        + "interferes.");

    internal static readonly ErrorDefinition OAuthRedirectInvalid = new(
        nameof(OAuthRedirectInvalid),
        ErrorKind.InvalidArgument,
        FailureHandling.Server,
        "The redirect URI '{0}' can't be used: {1}.",
        "Give a loopback URL that the provider knows, such as http://localhost:8400/, or leave it out for a free port.");

    internal static readonly ErrorDefinition ManagedIdentityUnavailable = new(
        nameof(ManagedIdentityUnavailable),
        ErrorKind.ObjectNotFound,
        FailureHandling.Server,
        "There is no managed identity here: {0}.",
        "Give the Azure resource an identity, or use another OAuthFlow. ClientId must be that of a user-assigned identity, or be "
        + "left out.");
}
