using System.IO;

namespace SmtpSoar.Module.Tests.Help.Examples;

/// <summary>The files that examples speak of, in the folder in which each of them runs.</summary>
internal static class ExampleFiles
{
    /// <summary>The content whose SHA-1 is the vault id in the examples.</summary>
    private const string KnownContent = "hello";

    private const string Message = "From: soar@example.org\r\nTo: analyst@example.org\r\nSubject: Case 4711\r\n\r\nIt is open.\r\n";

    public static void Write(string folder)
    {
        foreach (var name in new[] { "mails", "evidence", "quarantine", "assets", "vault", "vault-of-2025" })
            Directory.CreateDirectory(Path.Combine(folder, name));
        Write(folder, "known.txt", KnownContent);
        Write(folder, "alert.log", "19:00 failed login");
        Write(folder, "auth.log", "19:01 failed login");
        Write(folder, "chart.png", "a picture");
        Write(folder, "report.html", "<html><body><p onclick=\"x()\">Reported.</p></body></html>");
        Write(folder, "mails.csv", "To,Subject,Body\nanalyst@example.org,Case 4711,It is open.\nlead@example.org,Case 4712,It is closed.");
        Write(folder, "asset.json", """{"server": "mail.example.org", "ssl_config": "StartTLS", "username": "soar@example.org", "password": "secret"}""");
        Write(folder, "assets/backup.json", """{"server": "backup.example.org", "ssl_config": "SSL"}""");
        Write(folder, "evidence/note.txt", "A note.");
        Write(folder, "signed.eml", Message);
        Write(folder, "quarantine/1.eml", Message);
        Write(folder, "quarantine/2.eml", Message);
    }

    private static void Write(string folder, string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
}
