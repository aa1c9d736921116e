using System.Linq;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Dkim;

namespace SmtpSoar.Tests.Protection;

/// <summary>PowerShell that sends a mail of each kind through an outbox.</summary>
internal static class SendScript
{
    /// <summary>Sends them.</summary>
    public static string Of(ProtectedMails mails, SmtpTestServer server, string outbox) => $$"""
        Import-Module '{{EngineProcess.Manifest}}'
        $password = [securestring]::new()
        '{{ProtectedMails.Password}}'.ToCharArray() | ForEach-Object { $password.AppendChar($_) }
        $settings = @{ Server = '{{server.Host}}'; Port = {{server.Port}}; SslMethod = 'None'; SenderAddress = '{{ProtectedMails.Sender}}'; RetryCount = 0; TimeoutSec = 60 }
        $body = [Text.Encoding]::UTF8.GetString([byte[]] ({{string.Join(",", System.Text.Encoding.UTF8.GetBytes(ProtectedMails.Body))}}))
        $mail = @{ To = '{{mails.Recipient}}'; Body = $body; Outbox = '{{outbox}}'; ErrorAction = 'SilentlyContinue'
            Attachments = {{string.Join(", ", mails.Attachments.Select(file => $"'{file.Path}'"))}} }
        {{string.Join("\n", ProtectedMails.Kinds.Select(kind => Line(mails, kind)))}}
        """;

    /// <summary>Sends what lies in the outbox, by an asset without a key.</summary>
    public static string OfOutbox(SmtpTestServer server, string outbox) => $$"""
        Import-Module '{{EngineProcess.Manifest}}'
        Send-SoarOutbox '{{outbox}}' -Asset @{ server = '{{server.Host}}'; port = {{server.Port}}; ssl_config = 'None' } -Force | ForEach-Object Status
        """;

    private static string Line(ProtectedMails mails, string kind)
    {
        var keys = ProtectedMails.DkimKeysOf(kind);
        var dkim = keys.Length == 0 ? "" : $" -DkimDomain {DkimKeys.Domain} -DkimSelector {string.Join(", ", keys)} -DkimPrivateKey {string.Join(", ", keys.Select(key => $"'{mails.DkimFiles[key]}'"))}";
        return $"$null = Send-SoarEmail -Asset (New-SmtpAsset @settings{dkim}) @mail -Subject {kind} {Parameters(mails, kind)}";
    }

    private static string Parameters(ProtectedMails mails, string kind)
    {
        if (mails.ProtectionOf(kind) is not { } protection)
            return "";
        var sign = protection.Sign == true ? "" : "-Sign:$false ";
        if (protection.PgpKey is not null)
            return $"{sign}-PgpKey '{mails.SecretKey}'" + (protection.Encrypt ? $" -Encrypt -PgpRecipientKey '{mails.PublicKey}'" : "");
        return $"{sign}-SigningCertificate '{mails.SigningFile}' -SigningPassword $password -SignatureFormat {protection.SignatureFormat}"
            + (protection.Encrypt ? $" -Encrypt -RecipientCertificate '{mails.RecipientFile}', '{mails.OwnFile}'" : "");
    }
}
