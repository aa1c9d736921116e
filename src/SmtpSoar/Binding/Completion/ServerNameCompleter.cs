using System.Collections.Generic;

namespace SmtpSoar.Binding.Completion;

/// <summary>Completes the servers of large providers.</summary>
public sealed class ServerNameCompleter : KnownValueCompleter
{
    private protected override IReadOnlyList<(string Value, string ToolTip)> Known =>
    [
        ("smtp.office365.com", "Microsoft 365, as a mailbox: port 587, StartTls. -Provider Microsoft365 sets OAuth 2.0 up too."),
        ("smtp.gmail.com", "Gmail: port 587, StartTls. -Provider Gmail sets OAuth 2.0 up too."),
        ("smtp-relay.gmail.com", "Google Workspace, as a relay: port 587, StartTls. It knows senders by their address or by login."),
        ("smtp-mail.outlook.com", "Outlook.com: port 587, StartTls, OAuth 2.0 only."),
        ("smtp.mail.yahoo.com", "Yahoo Mail: port 587, StartTls, with an app password."),
        ("smtp.mail.me.com", "iCloud Mail: port 587, StartTls, with an app password."),
        ("localhost", "A server on this machine: -SslMethod None, port 25."),
    ];
}
