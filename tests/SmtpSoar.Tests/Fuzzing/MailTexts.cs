using System;
using System.Text;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>Finished mails, as somebody might have made them to harm those who read them.</summary>
internal static class MailTexts
{
    private static readonly string[] LineEnds = ["\r\n", "\r\n", "\r\n", "\n", "\r"];

    private static readonly string[] Fields =
    [
        "From: Ann <ann@example.org>", "To: a@example.org", "To: a@example.org,\r\n b@example.org", "Cc: c@example.org",
        "Bcc: secret@example.org", "Subject: subject", "Subject: =?utf-8?Q?=1B[31m=0D=0A?=", "Date: Sat, 28 Nov 2026 10:00:00 +0000",
        "Message-ID: <1@example.org>", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
        "Content-Type: text/plain; charset=iso-8859-1", "Content-Type: text/plain; charset=x-unknown",
        "Content-Type: multipart/mixed; boundary=b",
        "Content-Type: message/rfc822", "Content-Transfer-Encoding: 8bit", "Content-Transfer-Encoding: base64",
        "Content-Transfer-Encoding: quoted-printable", "Sender: s@example.org", "X-Long: " + new string('w', 1_100),
        "Resent-Bcc: r@example.org", "Received: from x", "DKIM-Signature: v=1;\r\n b=x",
    ];

    private static readonly string[] Parts =
    [
        "text", "Grüße", ".", "..", "", "\0", "\r", new('L', 1_200), "--b", "--b--", "Content-Type: text/html; charset=latin1",
        "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: binary", "SGVsbG8=", "=0D=0A.=0D=0A",
        "Content-Type: multipart/alternative; boundary=\"c\"",
        "--c", "--c--", "Content-Type: message/rfc822", "From: x@evil.example", "x\r.\rMAIL FROM:<evil@evil.example>\r", "From here",
    ];

    /// <summary>A mail as text, a character for each byte or not.</summary>
    public static string Make(Random random)
    {
        var mail = new StringBuilder();
        if (Nasty.Once(random, 12))
            mail.Append("From x@evil.example Sat Nov 28 00:00:00 2026\n");
        mail.Append("From: ann@example.org\r\nTo: a@example.org\r\n");
        for (var fields = random.Next(5); fields > 0; fields--)
        {
            var field = Nasty.Pick(random, Fields);
            mail.Append(Nasty.Once(random, 4) ? Nasty.Damaged(random, field) : field).Append(Nasty.Pick(random, LineEnds));
        }

        mail.Append(Nasty.Once(random, 30) ? "" : Nasty.Pick(random, LineEnds[..4]));
        for (var lines = random.Next(14); lines > 0; lines--)
            mail.Append(Nasty.Once(random, 3) ? Nasty.Piece(random) : Nasty.Pick(random, Parts)).Append(Nasty.Pick(random, LineEnds));
        return mail.ToString();
    }
}
