namespace SmtpSoar;

// Failures of a session.
public static partial class Errors
{
    internal static readonly ErrorDefinition SessionClosed = new(
        nameof(SessionClosed),
        ErrorKind.InvalidOperation,
        FailureHandling.Input,
        "The session with {0} is closed.",
        "Open another one with Connect-SmtpSession.");

    internal static readonly ErrorDefinition SessionBusy = new(
        nameof(SessionBusy),
        ErrorKind.ResourceBusy,
        FailureHandling.Input,
        "The session with {0} is used by another command.",
        "Wait until that one has ended, or open a session for each with Connect-SmtpSession.");

    internal static readonly ErrorDefinition SessionSettled = new(
        nameof(SessionSettled),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "{0} can't be given with -Session: the session with {1} has settled that.",
        "Leave it out, or give it to Connect-SmtpSession.");
}
