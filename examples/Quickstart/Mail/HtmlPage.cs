using System;
using System.Linq;

namespace SmtpSoar.Quickstart.Mail;

/// <summary>Makes of an HTML mail a page that a browser shows by itself.</summary>
internal static class HtmlPage
{
    // Nothing is fetched, and nothing runs, whatever the mail says.
    private const string Head = """
        <!DOCTYPE html>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">

        """;

    public static string Of(MailPart mail) => mail.All
        .Where(part => part.ContentId.Length > 0)
        .Aggregate(Head + mail.First("text/html")!.Text, Embed);

    private static string Embed(string html, MailPart picture) => html.Replace(
        $"cid:{picture.ContentId}\"",
        $"data:{picture.MediaType};base64,{Convert.ToBase64String(picture.Content)}\"",
        StringComparison.OrdinalIgnoreCase);
}
