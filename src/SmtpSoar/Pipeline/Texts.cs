using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SmtpSoar.Pipeline;

/// <summary>Holds what the commands say to a person, beside errors.</summary>
internal static class Texts
{
    private const double Mebibyte = 1024 * 1024;

    public const string AssetEmpty =
        "It is empty: the variable has no asset in it. Look for an error where the asset was made; leave the parameter out for the "
        + "default asset.";

    public const string SecretIsText =
        "A SecureString is needed: Read-Host -AsSecureString, ConvertTo-SecureString, or the Password of a credential. "
        + "Import-SmtpAsset takes a configuration that has secrets as text.";

    public const string NoKeySource = "It is neither the path of a PEM file nor a SecureString with the key in it.";

    public const string SettingIsText =
        "It is text, and a value of its own type is needed, such as $true or 587. Import-SmtpAsset takes settings that are text, as "
        + "a SOAR configuration has them: Import-SmtpAsset $settings.";

    public const string PathIsVaultFile =
        "It is a vault file, whose content is checked before it is sent. Give it as -VaultFile, or pipe it.";

    public const string LogInAction = "Log in with OAuth 2.0 and keep the tokens";

    public const string ForgetAction = "Forget the OAuth 2.0 tokens";

    public const string OpenSessionAction = "Connect to the mail server and log in";

    public const string CloseSessionAction = "Close the session with the mail server";

    public const string RetryAction = "Put back into the queue";

    public const string InitializeOutboxAction = "Make the tables and roles of an outbox";

    public const string ReleaseAction = "Send although it may have been sent before";

    public static string DamagedMessage(string id) => $"the damaged message '{id}'";

    public const string RemoveFromOutboxAction = "Remove from the outbox";

    public const string AgeInvalid =
        "It is no age: give a number of days, a time span such as 12:00:00 or 30.00:00:00, or a date in the past.";

    public static string PageNotOpened(string path, string reason) => $"The page '{path}' is written, and could not be opened: {reason}";

    public const string ExportAction = "Write mail to a file";

    public const string Login = "Waiting for a login in the browser";

    public const string LoginAwaited = "Ctrl+C ends it.";

    public const string Sending = "Sending mail";

    public const string Waiting = "Waiting";

    // A command with one mail counts none, and no rate is known before the first is done.
    public static string Progress(MailProgress progress)
    {
        var parts = new List<string>();
        if (progress.Bytes is { } bytes)
            parts.Add(string.Format(CultureInfo.CurrentCulture, "{0:N1} of {1:N1} MiB", bytes / Mebibyte, progress.Size / Mebibyte));
        if (progress.Bytes is null || progress.Done > 0 || progress.Total > 1)
            parts.Add(Count(progress));
        if (progress.Done > 0 && progress.Rate > 0)
            parts.Add(string.Format(CultureInfo.CurrentCulture, "{0:N1} a second", progress.Rate));
        return string.Join("; ", parts);
    }

    // The host shows the seconds that are left.
    public static string Wait(MailWait wait) =>
        wait.Try > 1 ? string.Format(CultureInfo.CurrentCulture, "for {0}, try {1:N0}", wait.For, wait.Try) : $"for {wait.For}";

    private static string Count(MailProgress progress)
    {
        var done = progress.Total is { } total
            ? string.Format(CultureInfo.CurrentCulture, "{0:N0} of {1:N0} done", progress.Done, total)
            : string.Format(CultureInfo.CurrentCulture, "{0:N0} done", progress.Done);
        return string.Format(CultureInfo.CurrentCulture, "{0}, {1:N0} failed", done, progress.Failed);
    }

    public static string WouldSend(int mails, int recipients, long bytes) => string.Format(
        CultureInfo.InvariantCulture,
        "In all: {0:N0} {1} to {2:N0} {3}, {4:N0} bytes ({5:N1} MiB).",
        mails,
        mails == 1 ? "mail" : "mails",
        recipients,
        recipients == 1 ? "recipient" : "recipients",
        bytes,
        bytes / Mebibyte);

    public static string WrongRow(int number, string? errorId) =>
        string.Format(CultureInfo.InvariantCulture, "row {0} ({1})", number, errorId);

    public static string WrongRows(IReadOnlyList<string> rows, int most) => string.Format(
        CultureInfo.InvariantCulture,
        "{0:N0} can't be sent: {1}{2}.",
        rows.Count,
        string.Join(", ", rows.Take(most)),
        rows.Count > most ? string.Format(CultureInfo.InvariantCulture, " and {0:N0} more", rows.Count - most) : "");

    public static string ChangeAction(IEnumerable<string> settings) => $"Change {string.Join(", ", settings)}";

    public static string LoginOutdated(RegisteredSmtpAsset asset) =>
        $"The OAuth 2.0 tokens that '{asset.Name}' had are forgotten, since its login is another one now. "
        + $"Log in again: Connect-SmtpAsset '{asset.Name}'";

    // AbsoluteUri, since it can be copied: other forms have blanks in them.
    public static string PageOpened(Uri page) =>
        "Log in in the browser that was opened. If it is not the right one, open this page in another browser of this "
        + $"machine:{Environment.NewLine}{page.AbsoluteUri}";

    public static string PageToOpen(Uri page) =>
        $"To log in, open this page in a browser of this machine:{Environment.NewLine}{page.AbsoluteUri}";

    public static string CodeToType(string code, Uri page) =>
        $"To log in, open {page.AbsoluteUri} in any browser and type the code {code}";

    public static string TokensForgotten(SmtpAsset asset) =>
        $"The OAuth 2.0 tokens of '{asset.Username}' are forgotten. The provider still knows them until they end.";

    public static string NothingToForget(SmtpAsset asset) => $"There were no OAuth 2.0 tokens of '{asset.Username}' to forget.";

    public static string TakenByOther(OutboxEntry entry) => $"Another command has taken {entry} meanwhile.";

    public static string SentAlready(OutboxEntry entry) => $"{entry} was sent already.";

    public static string NothingDue(string path, int count, DateTimeOffset first, DateTimeOffset last) => string.Format(
        CultureInfo.InvariantCulture,
        count == 1 ? "Nothing is due in the outbox '{0}': one message waits, until {2}. -Force sends it now."
            : "Nothing is due in the outbox '{0}': {1:N0} messages wait, the first until {2}, the last until {3}. -Force sends them now.",
        path,
        count,
        TimeOfDay(first),
        TimeOfDay(last));

    public static string NothingWaits(string path) => $"Nothing waits in the outbox '{path}'.";

    public static string NeedAPerson(string path, OutboxState state, int count)
    {
        var subject = $"{ShownText.Count(count, "message")} of the outbox '{path}' {(count == 1 ? "is" : "are")}";
        return state == OutboxState.Held
            ? $"{subject} held until a person decides: Get-SoarOutbox -State Held lists what that is, and "
                + "Get-SoarOutbox -Release lets it go."
            : $"{subject} unknown, and may have been delivered: Get-SoarOutbox -State Unknown lists what that is, and "
                + "Send-SoarOutbox -ResendUnknown sends it again.";
    }

    public static string RemoveOutdatedAction(TimeSpan age) =>
        string.Format(CultureInfo.InvariantCulture, "Remove what was finished {0:0.##} days ago or earlier", age.TotalDays);

    public const string WatchAction = "Send what comes, until the command is stopped";

    public static string WatchEnded(string path) => $"The worker of the outbox '{path}' has ended.";

    public static string MoveAction(string destination) => $"Move to the outbox '{destination}'";

    public static string Moved(int count, string source, string destination) => string.Format(
        CultureInfo.InvariantCulture, "Moved from the outbox '{1}' to '{2}': {0:N0}.", count, source, destination);

    public static string NotMovable(OutboxEntry entry) => entry.State == OutboxState.Sending
        ? $"{entry} was left: a command sends it now."
        : $"{entry} was left: it is held until a person decides whether it may be sent.";

    public static string StillMoving(OutboxEntry entry) => $"{entry} was left: {entry.LastError}";

    public static string OutdatedRemoved(int count, string path) => string.Format(
        CultureInfo.InvariantCulture,
        "Removed from the outbox '{1}' since it is old enough: {0:N0}.",
        count,
        path);

    // Local, as clocks on the wall are.
    private static string TimeOfDay(DateTimeOffset time) =>
        time.LocalDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string OthersWait(SmtpSoarException away) =>
        $"Messages still wait in the outbox, since the server can't be used now: {away.Sentence}"
        + (away.Definition == Errors.ServerLeftAlone ? " Send-SoarOutbox -Force asks it all the same." : "");
}
