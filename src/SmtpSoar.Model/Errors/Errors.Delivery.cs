namespace SmtpSoar;

// Failures between here and the server's last reply.
public static partial class Errors
{
    internal static readonly ErrorDefinition ServerNotFound = new(
        nameof(ServerNotFound),
        ErrorKind.ConnectionError,
        FailureHandling.Absence,
        "The server '{0}' has no address: {1}.",
        "Check the asset's Server and this machine's name resolution (DNS).");

    internal static readonly ErrorDefinition ConnectionRefused = new(
        nameof(ConnectionRefused),
        ErrorKind.ConnectionError,
        FailureHandling.Restart,
        "Nothing answers at {0}, port {1}: the connection was refused.",
        "Check Server and Port of the asset, and whether the mail server runs.");

    internal static readonly ErrorDefinition ConnectionFailed = new(
        nameof(ConnectionFailed),
        ErrorKind.ConnectionError,
        FailureHandling.Absence,
        "No connection to {0}, port {1}: {2}.",
        "Check Server and Port of the asset, the network, and firewalls in between.");

    internal static readonly ErrorDefinition ConnectionTimeout = new(
        nameof(ConnectionTimeout),
        ErrorKind.OperationTimeout,
        FailureHandling.Absence,
        "{0}, port {1}, did not answer within {2} s.",
        "A firewall may drop the packets: check Server and Port. TimeoutSec of the asset sets the limit.");

    internal static readonly ErrorDefinition ProxyFailed = new(
        nameof(ProxyFailed),
        ErrorKind.ConnectionError,
        FailureHandling.Absence,
        "The proxy {0} gave no connection to {1}, port {2}: {3}.",
        "Check the asset's Proxy, its user name and password, and whether it may reach the server.");

    internal static readonly ErrorDefinition ServerNotReady = new(
        nameof(ServerNotReady),
        ErrorKind.ConnectionError,
        FailureHandling.Server,
        "{0} does not serve us: {1}.",
        "Ask the server's administrator whether this machine may send through it.");

    internal static readonly ErrorDefinition ProtocolViolation = new(
        nameof(ProtocolViolation),
        ErrorKind.ProtocolError,
        FailureHandling.Server,
        "{0} does not speak SMTP as expected: {1}.",
        "Check that Port and SslMethod fit together: None 25, Ssl 465, StartTls 587.");

    internal static readonly ErrorDefinition ConnectionLost = new(
        nameof(ConnectionLost),
        ErrorKind.ConnectionError,
        FailureHandling.LostConnection,
        "The connection to {0} was lost before the message was accepted: {1}.",
        "The message was not delivered. Try again; if it happens again, ask for the server's log. -ProtocolLog shows what was said.");

    internal static readonly ErrorDefinition ServerTimeout = new(
        nameof(ServerTimeout),
        ErrorKind.OperationTimeout,
        FailureHandling.Interruption,
        "{0} gave no whole reply for {1} s.",
        "The message was not delivered. Try again later, or raise TimeoutSec of the asset. -ProtocolLog shows where it stopped.");

    internal static readonly ErrorDefinition ServerSilent = new(
        nameof(ServerSilent),
        ErrorKind.OperationTimeout,
        FailureHandling.Absence,
        "{0}, port {1}, took the connection but said nothing for {2} s.",
        "A port that speaks TLS from the first byte (usually 465) waits for us: set SslMethod to Ssl. If the server is only slow, "
        + "raise TimeoutSec of the asset.");

    internal static readonly ErrorDefinition OutcomeUnknown = new(
        nameof(OutcomeUnknown),
        ErrorKind.ConnectionError,
        FailureHandling.MaybeDelivered,
        "Whether the message was delivered is unknown: {0} had all of it, but its reply was lost ({1}).",
        "It was not sent again, since it may have arrived: don't send it again to the recipients with OutcomeUnknown before you know. "
        + "Ask the recipient, or look for its Message-ID in the server's log.");

    internal static readonly ErrorDefinition Stopped = new(
        nameof(Stopped),
        ErrorKind.OperationStopped,
        FailureHandling.Suspension,
        "The command was stopped before the message was accepted.",
        "The message was not delivered.");

    internal static readonly ErrorDefinition TlsNotOffered = new(
        nameof(TlsNotOffered),
        ErrorKind.SecurityError,
        FailureHandling.Server,
        "{0} does not offer STARTTLS, and the asset's SslMethod requires it. Nothing was sent.",
        "Check Port (587 is usual). If the server wants TLS from the first byte, set SslMethod to Ssl. If somebody stripped the "
        + "offer, the connection is under attack. For a relay in your own network that has no TLS at all, set SslMethod to None: mails "
        + "then go in clear text.");

    internal static readonly ErrorDefinition TlsRefused = new(
        nameof(TlsRefused),
        ErrorKind.SecurityError,
        FailureHandling.Server,
        "{0} offers STARTTLS but refused it: {1}. Nothing was sent.",
        "Try again later; if it stays so, the server's administrator must mend its TLS.");

    internal static readonly ErrorDefinition TlsFailed = new(
        nameof(TlsFailed),
        ErrorKind.SecurityError,
        FailureHandling.Server,
        "The TLS handshake with {0} failed: {1}.",
        "Check that Port and SslMethod fit together (Ssl 465, StartTls 587). An old server may know no TLS that this machine "
        + "accepts; one that wants a client certificate needs ClientCertificate of the asset.");

    internal static readonly ErrorDefinition TlsExpected = new(
        nameof(TlsExpected),
        ErrorKind.ProtocolError,
        FailureHandling.Server,
        "{0}, port {1}, speaks TLS from the first byte, and SslMethod of the asset is {2}. Nothing was sent.",
        "Set SslMethod (ssl_config) to Ssl for this port (usually 465), or keep it with the port that it fits: StartTls 587, None 25.");

    internal static readonly ErrorDefinition TlsClosed = new(
        nameof(TlsClosed),
        ErrorKind.ConnectionError,
        FailureHandling.Server,
        "{0} ended the connection right after the TLS handshake: {1}.",
        "It may want a client certificate (ClientCertificate of the asset), or not the one it was given. Otherwise try again later.");

    internal static readonly ErrorDefinition CertificateRefused = new(
        nameof(CertificateRefused),
        ErrorKind.SecurityError,
        FailureHandling.Server,
        "The certificate of {0} was refused: {1}. Nothing was sent.",
        "Mend the certificate, use the name that stands in it as Server, or pin it with CertificateThumbprint.");

    internal static readonly ErrorDefinition InsecureAuthentication = new(
        nameof(InsecureAuthentication),
        ErrorKind.SecurityError,
        FailureHandling.Server,
        "The connection to {0} is not encrypted, so no password or token was sent.",
        "Set SslMethod of the asset to StartTls or Ssl. If the network is safe, AllowInsecureAuthentication lets it through.");

    internal static readonly ErrorDefinition AuthenticationNotOffered = new(
        nameof(AuthenticationNotOffered),
        ErrorKind.AuthenticationError,
        FailureHandling.Server,
        "{0} offers no authentication{1}, but the asset has settings for {2}.",
        "Check Port and SslMethod: many servers offer it only behind TLS. If the server wants none, set AuthType to Passwordless.");

    internal static readonly ErrorDefinition MechanismNotOffered = new(
        nameof(MechanismNotOffered),
        ErrorKind.AuthenticationError,
        FailureHandling.Server,
        "{0} offers none of the SASL mechanisms for {1}; it offers {2}.",
        "Ask the server's administrator how to log in, or use another AuthType.");

    internal static readonly ErrorDefinition AuthenticationFailed = new(
        nameof(AuthenticationFailed),
        ErrorKind.AuthenticationError,
        FailureHandling.Server,
        "{0} rejected the login of '{1}' ({2}): {3}.",
        "Check Username and Password of the asset.");

    internal static readonly ErrorDefinition AuthenticationRequired = new(
        nameof(AuthenticationRequired),
        ErrorKind.AuthenticationError,
        FailureHandling.Server,
        "{0} wants a login before it takes mail: {1}.",
        "Give the asset Username and Password.");

    internal static readonly ErrorDefinition TokenRejected = new(
        nameof(TokenRejected),
        ErrorKind.AuthenticationError,
        FailureHandling.LastLogin,
        "{0} rejected the access token of '{1}' ({2}): {3}.",
        "Check that Username is the mailbox, that Scopes are those of the mail server, and that the mailbox may be used so.");

    internal static readonly ErrorDefinition TokenLoginUnavailable = new(
        nameof(TokenLoginUnavailable),
        ErrorKind.AuthenticationError,
        FailureHandling.Server,
        "{0} can't take the login of '{1}' ({2}) now: {3}.",
        "Try again in some minutes. The token is kept.");

    internal static readonly ErrorDefinition SenderRefused = new(
        nameof(SenderRefused),
        ErrorKind.InvalidResult,
        FailureHandling.Refusal,
        "{0} refused the sender '{1}': {2}.",
        "Use a sender that this login may send as.");

    internal static readonly ErrorDefinition RecipientsRefused = new(
        nameof(RecipientsRefused),
        ErrorKind.InvalidResult,
        FailureHandling.RecipientRefusal,
        "{0} refused every recipient: {1}.",
        "Check the addresses.");

    internal static readonly ErrorDefinition RecipientRefused = new(
        nameof(RecipientRefused),
        ErrorKind.InvalidResult,
        FailureHandling.Server,
        "The mail went out, but {0} refused {1}.",
        "Check these addresses; the Recipients of the result tell each reply.");

    internal static readonly ErrorDefinition MessageRefused = new(
        nameof(MessageRefused),
        ErrorKind.InvalidResult,
        FailureHandling.Refusal,
        "{0} refused the message: {1}.",
        "The reply says why; the server's administrator can tell more.");

    internal static readonly ErrorDefinition MessageTooLarge = new(
        nameof(MessageTooLarge),
        ErrorKind.LimitsExceeded,
        FailureHandling.Unsendable,
        "The message has {0} bytes, and {1} takes at most {2}. Nothing was sent.",
        "Attach less, or put the files where the recipient can fetch them.");

    internal static readonly ErrorDefinition BareLineEnd = new(
        nameof(BareLineEnd),
        ErrorKind.SecurityError,
        FailureHandling.Unsendable,
        "The message has {0} at byte {1}, where a server could read commands in place of text (SMTP smuggling). It was not sent.",
        "If it lies in an outbox, an older version has put it there: send the mail anew. "
        + "Otherwise please report it with the steps that lead to it.");

    internal static readonly ErrorDefinition SmtpUtf8NotOffered = new(
        nameof(SmtpUtf8NotOffered),
        ErrorKind.InvalidArgument,
        FailureHandling.Unsendable,
        "The address '{0}' needs SMTPUTF8, which {1} does not offer. Nothing was sent.",
        "Use an ASCII address of that person, or a server with SMTPUTF8.");

    internal static readonly ErrorDefinition NotificationNotOffered = new(
        nameof(NotificationNotOffered),
        ErrorKind.InvalidArgument,
        FailureHandling.Unsendable,
        "{0} does not offer delivery status notifications (DSN). Nothing was sent.",
        "Leave out -DeliveryNotification, or use a server with DSN.");

    internal static readonly ErrorDefinition PickupFailed = new(
        nameof(PickupFailed),
        ErrorKind.WriteError,
        FailureHandling.Server,
        "The message can't be written into the pickup directory '{0}': {1}",
        "Check that the folder exists and who may write to it.");

    internal static readonly ErrorDefinition ProtocolLogFailed = new(
        nameof(ProtocolLogFailed),
        ErrorKind.WriteError,
        FailureHandling.Server,
        "The protocol log '{0}' can't be written: {1}",
        "Give a path in a folder that exists. Nothing was sent.");

    internal static readonly ErrorDefinition Unexpected = new(
        nameof(Unexpected),
        ErrorKind.NotSpecified,
        FailureHandling.Accident,
        "Something went wrong that should not: {0} ({1}).",
        "Please report it with the steps that lead to it.");
}
