using System;

namespace SmtpSoar.Quickstart;

/// <summary>What --help says.</summary>
internal static class Usage
{
    public const string Text = """
        SmtpSoar quickstart: the four actions of SOAR's SMTP connector, in PowerShell.

        dotnet run --project examples/Quickstart
            Runs examples/quickstart.ps1 against a mail server that lives on this
            machine for a moment. Nothing leaves the machine.

        dotnet run --project examples/Quickstart -- --server HOST [options]
            The same against a real mail server. Four mails are sent.

        --server HOST             the mail server
        --port N                  default: 587 StartTls, 465 Ssl, 25 None
        --ssl None|Ssl|StartTls   default: StartTls, which never falls back
        --user NAME               the user name; without it there is no login
        --password-env VARIABLE   the environment variable that holds the password;
                                  without it the password is asked for, unseen
        --from ADDRESS            the sender; default: the user name
        --to ADDRESS              who gets the mails; default: the sender
        --thumbprint HEX          the SHA-256 of the server's own certificate,
                                  where no authority vouches for it
        --help                    this text

        Exit code: 0 all went well, 1 something failed, 2 wrong options.
        """;
}

/// <summary>Options that make no sense.</summary>
internal sealed class UsageException(string message) : Exception(message);
