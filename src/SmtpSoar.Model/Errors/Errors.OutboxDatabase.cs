using System;

namespace SmtpSoar;

// The outbox in a database.
public static partial class Errors
{
    internal static readonly ErrorDefinition OutboxAddressInvalid = new(
        nameof(OutboxAddressInvalid), ErrorKind.InvalidArgument, FailureHandling.Input,
        "The address '{0}' can't be an outbox: {1}.{2}",
        "Give postgresql://user@host/database, with settings such as ?outbox=alerts behind it. Characters that an address does not "
        + "take as they are go as %XX.");

    internal static readonly ErrorDefinition OutboxLocationInvalid = new(
        nameof(OutboxLocationInvalid), ErrorKind.InvalidArgument, FailureHandling.Input,
        "'{0}' can't be an outbox: {1}.{2}",
        "An outbox is a folder, or a database: postgresql://user@host/database. A folder of such a name goes as ./NAME.");

    internal static readonly ErrorDefinition OutboxOwnersMany = new(
        nameof(OutboxOwnersMany), ErrorKind.InvalidArgument, FailureHandling.Input,
        "Several kept assets have the outbox '{0}', with different logins: {1}.",
        "Name the one that is meant by -Asset.");

    internal static readonly ErrorDefinition OutboxNeedsNoSetup = new(
        nameof(OutboxNeedsNoSetup), ErrorKind.InvalidArgument, FailureHandling.Input,
        "The outbox '{0}' is a folder.",
        "Nothing has to be made: the first message makes it. Initialize-SoarOutbox is for a database, postgresql://host/database.");

    internal static readonly ErrorDefinition OutboxRoleInvalid = new(
        nameof(OutboxRoleInvalid), ErrorKind.InvalidArgument, FailureHandling.Input,
        "'{0}' can't be the name of a role.",
        "A name may have lower-case letters, digits and underscores, and begins with no digit. Nothing was changed.");

    internal static readonly ErrorDefinition OutboxEntryNotHeld = new(
        nameof(OutboxEntryNotHeld), ErrorKind.InvalidArgument, FailureHandling.Input,
        "The message '{0}' is not held in the outbox '{1}'.",
        "Only a held message can be released; Get-SoarOutbox shows what became of this one.");

    internal static readonly ErrorDefinition FleetConnectionsTaken = new(
        nameof(FleetConnectionsTaken), ErrorKind.ResourceBusy, FailureHandling.Input,
        "Other machines that share the outbox have all connections to the server that the asset allows.",
        "Close a session that is not needed, or raise MaxConnections of the asset on all machines. Connect-SmtpSession waits for one "
        + "as long as TimeoutSec of the asset says.");

    internal static readonly ErrorDefinition ServerLeftAlone = new(
        nameof(ServerLeftAlone), ErrorKind.ConnectionError, FailureHandling.Input,
        "The server {0} is left alone for now, since a machine that shares the outbox could not use it: {1}",
        "It is asked again after RetryMaxDelaySec of the asset at the latest.");

    internal static readonly ErrorDefinition OutboxUnreachable = new(
        nameof(OutboxUnreachable), ErrorKind.ConnectionError, FailureHandling.Suspension,
        "The database of the outbox '{0}' can't be reached: {1}.",
        "Check the host, the port, the network and that the database runs.");

    internal static readonly ErrorDefinition OutboxTlsFailed = new(
        nameof(OutboxTlsFailed), ErrorKind.SecurityError, FailureHandling.Input,
        "The connection to the outbox '{0}' can't be secured: {1}.",
        "The server's certificate must be valid for the host's name and come from an authority that this machine trusts; "
        + "sslrootcert=FILE in the address names one of your own.");

    internal static readonly ErrorDefinition OutboxLoginRefused = new(
        nameof(OutboxLoginRefused), ErrorKind.AuthenticationError, FailureHandling.Input,
        "The database of the outbox '{0}' refused the login: {1}.",
        "Check the user and the password: -OutboxCredential of the asset, which goes to the servers and the database of its own Outbox "
        + "alone; the file that PGPASSFILE names, or PGPASSWORD; and pg_hba.conf of the server.");

    internal static readonly ErrorDefinition OutboxPasswordFileRefused = new(
        nameof(OutboxPasswordFileRefused), ErrorKind.SecurityError, FailureHandling.Input,
        "The password file '{0}' is not used: {1}.",
        "Only its owner may have rights to it (chmod 600). A file of root's may be read by a group of this user too (640), as a secret "
        + "that is mounted into a container: in Kubernetes, defaultMode 0440 and an fsGroup.");

    internal static readonly ErrorDefinition OutboxDatabaseMissing = new(
        nameof(OutboxDatabaseMissing), ErrorKind.ObjectNotFound, FailureHandling.Input,
        "The outbox '{0}' has no database: {1}.",
        "Check the name behind the host, or have an administrator make the database (createdb).");

    internal static readonly ErrorDefinition OutboxSchemaMissing = new(
        nameof(OutboxSchemaMissing), ErrorKind.ObjectNotFound, FailureHandling.Input,
        "The database of '{0}' has no outbox: {1}.",
        "An administrator makes it with Initialize-SoarOutbox.");

    internal static readonly ErrorDefinition OutboxSchemaNewer = new(
        nameof(OutboxSchemaNewer), ErrorKind.NotImplemented, FailureHandling.Input,
        "The outbox '{0}' has tables of version {1}, and this version of SmtpSoar knows version {2}.",
        "Update the module; a newer one has changed the tables.");

    internal static readonly ErrorDefinition OutboxSchemaOlder = new(
        nameof(OutboxSchemaOlder), ErrorKind.InvalidOperation, FailureHandling.Input,
        "The outbox '{0}' has tables of version {1}, and this version of SmtpSoar needs version {2}.",
        "An administrator brings them up to date with Initialize-SoarOutbox.");

    internal static readonly ErrorDefinition OutboxGrantMissing = new(
        nameof(OutboxGrantMissing), ErrorKind.SecurityError, FailureHandling.Input,
        "The user '{1}' may not {2} the outbox '{0}': {3}.",
        "An administrator grants one of the roles that Initialize-SoarOutbox has made: smtpsoar_accept to put messages in, smtpsoar_work "
        + "to send them, smtpsoar_read to look at them.");

    internal static readonly ErrorDefinition OutboxDatabaseReadOnly = new(
        nameof(OutboxDatabaseReadOnly), ErrorKind.WriteError, FailureHandling.Suspension,
        "The database of the outbox '{0}' can't be written: {1}.",
        "Name all servers of it in the address, postgresql://one,two/database: the primary one is found. A single server may have "
        + "default_transaction_read_only on, for itself, the database or the user.");

    internal static readonly ErrorDefinition OutboxDatabaseFull = new(
        nameof(OutboxDatabaseFull), ErrorKind.LimitsExceeded, FailureHandling.Accident,
        "The database of the outbox '{0}' has no room: {1}.",
        "Make room on the server's disk; Remove-SoarOutbox removes what was sent.");

    internal static readonly ErrorDefinition OutboxStatementTimeout = new(
        nameof(OutboxStatementTimeout), ErrorKind.OperationTimeout, FailureHandling.Accident,
        "The database of the outbox '{0}' ended a statement: {1}.",
        "Raise statement_timeout or lock_timeout of the user (alter role ... set statement_timeout), or find out what holds the "
        + "database up.");

    internal static readonly ErrorDefinition OutboxCommitsLate = new(
        nameof(OutboxCommitsLate), ErrorKind.InvalidOperation, FailureHandling.Input,
        "The database of the outbox '{0}' has synchronous_commit=off: a crash would lose messages that it has accepted.",
        "Turn it on for the user (alter role ... set synchronous_commit = on) or for the database.");

    internal static readonly ErrorDefinition OutboxNotDurable = new(
        nameof(OutboxNotDurable), ErrorKind.WriteError, FailureHandling.Accident,
        "The database of the outbox '{0}' gave up waiting for its standby: a failover now would lose what was written.",
        "Check the standby (pg_stat_replication) and that nobody cancels or ends the connections of the outbox.");

    internal static readonly ErrorDefinition OutboxServerTooOld = new(
        nameof(OutboxServerTooOld), ErrorKind.NotImplemented, FailureHandling.Input,
        "The database of the outbox '{0}' is PostgreSQL {1}.",
        "An outbox needs version 12 or later.");

    internal static readonly ErrorDefinition OutboxMessageLost = new(
        nameof(OutboxMessageLost), ErrorKind.ResourceBusy, FailureHandling.Suspension,
        "The message '{1}' of the outbox '{0}' is not this command's any more: it was not heard of for longer than its lease.",
        "Another command takes the message over; Get-SoarOutbox shows what became of it. This one sends it no more.");

    internal static readonly ErrorDefinition OutboxAcceptUnknown = new(
        nameof(OutboxAcceptUnknown), ErrorKind.WriteError, FailureHandling.Accident,
        "The connection to the outbox '{0}' was lost while the message was put into it: whether it is kept there as '{1}' is unknown.",
        "Nothing was sent by this command. Look with Get-SoarOutbox -Id before you send the message anew: if it is there, it is sent.");

    /// <summary>Whether an error leaves no doubt that the outbox does not keep the message that was to be put in.</summary>
    internal static bool MeansNotKept(ErrorDefinition definition) =>
        definition.Id.StartsWith("Outbox", StringComparison.Ordinal) && definition != OutboxAcceptUnknown && definition != OutboxNotDurable;

    /// <summary>Whether an error says that there is no way into the outbox: all else that is tried there ends with it too.</summary>
    internal static bool MeansNoWay(ErrorDefinition definition) =>
        definition == OutboxUnreachable || definition == OutboxTlsFailed || definition == OutboxLoginRefused
        || definition == OutboxPasswordFileRefused || definition == OutboxDatabaseMissing || definition == OutboxAddressInvalid;
}
