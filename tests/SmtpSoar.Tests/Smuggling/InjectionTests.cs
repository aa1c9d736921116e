using System;
using System.Text;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using Xunit;

namespace SmtpSoar.Tests.Smuggling;

/// <summary>Line breaks in everything that a sender can give: refused by name, or text that stays text.</summary>
public sealed class InjectionTests : IDisposable
{
    private static readonly string[] Poisons =
    [
        "\r", "\n", "\r\n", "\0", "\r\n\r\n", "\u0085", "\u2028", "\u000B",
        "\r.\rMAIL FROM:<evil@x.example>\rRCPT TO:<victim@x.example>\rDATA\r",
        "\n.\nMAIL FROM:<evil@x.example>\nRCPT TO:<victim@x.example>\nDATA\n",
        "\r\n.\r\nMAIL FROM:<evil@x.example>\r\n",
        "\r\n.\rMAIL FROM:<evil@x.example>\r",
        "\r\nEvil: field\r\n",
        "\rEvil: field\r",
        "\nEvil: field\n",
    ];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Places =>
    [
        "From", "Sender", "To", "Name", "Cc", "Bcc", "ReplyTo", "Subject", "HeaderValue", "HeaderName", "References", "FileName", "ContentType",
        "ContentTypeParameter", "ContentId", "Body", "HtmlBody", "TextBody", "File", "EnvelopeFrom", "EnvelopeTo", "RawBody", "RawFile",
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Poison_Anywhere_IsNoCommandAndNoField(string place)
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { KeepClientBytes = true, Extensions = ["PIPELINING", "8BITMIME", "SMTPUTF8", "DSN"] });
        using var mailer = Mailer.For(server);
        var sent = 0;
        foreach (var poison in Poisons)
        {
            foreach (var text in new[] { "a" + poison + "b", poison + "b", "a" + poison })
            {
                var outcome = await mailer.SendAsync(Request(place, text));
                Assert.NotEqual("Unexpected", outcome.Error?.ErrorId);
                sent += outcome.Error is null ? 1 : 0;
            }
        }

        // At least one, so that there is something to look at.
        await mailer.SucceedAsync();
        await mailer.CloseAsync();
        await server.WaitUntilIdleAsync();

        ClientRecord.Check(server, sent + 1, "MAIL FROM:<from@example.org>", "MAIL FROM:<a@example.org>", "RCPT TO:<to@example.org>", "RCPT TO:<b@example.org>", "RCPT TO:<b@example.orga>");
        Assert.All(server.Messages, message => Assert.DoesNotContain("\r\nEvil:", Header(message), StringComparison.OrdinalIgnoreCase));
    }

    private static string Header(ReceivedMessage message)
    {
        var text = Encoding.Latin1.GetString(message.Data);
        return text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
    }

    private MailRequest Request(string place, string text) => place switch
    {
        "HtmlBody" or "TextBody" => Html(place, text),
        "EnvelopeFrom" or "EnvelopeTo" or "RawBody" or "RawFile" => Raw(place, text),
        _ => Composed(place, text),
    };

    private EmailRequest Composed(string place, string text)
    {
        var request = Mailer.Request();
        var file = new AttachmentReference { Path = _folder.Write("a.txt", Encoding.UTF8.GetBytes(place == "File" ? text : "x")) };
        switch (place)
        {
            case "From": request.From = $"{text} <from@example.org>"; break;
            case "Sender": request.Headers = [new HeaderField("Sender", $"from@example.org{text}")]; break;
            case "To": request.To = [$"\"{text}\"@example.org"]; break;
            case "Name": request.To = [$"\"{text}\" <to@example.org>"]; break;
            case "Cc": request.Cc = [$"to@example.org,{text}"]; break;
            case "Bcc": request.Bcc = [$"<to@example.org>{text}"]; break;
            case "ReplyTo": request.Headers = [new HeaderField("Reply-To", $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?= <r@example.org>")]; break;
            case "Subject": request.Subject = text; break;
            case "HeaderValue": request.Headers = [new HeaderField("X-Case", text)]; break;
            case "HeaderName": request.Headers = [new HeaderField(text, "x")]; break;
            case "References": request.Headers = [new HeaderField("References", $"<{text}@example.org>")]; break;
            case "FileName": request.Attachments = [new AttachmentReference { Path = file.Path, Name = text + ".txt" }]; break;
            case "ContentType": request.Attachments = [new AttachmentReference { Path = file.Path, ContentType = $"text/{text}" }]; break;
            case "ContentTypeParameter":
                request.Attachments = [new AttachmentReference { Path = file.Path, ContentType = $"text/plain; x*=utf-8''{Uri.EscapeDataString(text)}; y=\"{text}\"" }];
                break;
            case "ContentId": request.Attachments = [new AttachmentReference { Path = file.Path, ContentId = text }]; break;
            case "Body": request.Body = text; break;
            default: request.Attachments = [file]; break;
        }

        return request;
    }

    private static HtmlEmailRequest Html(string place, string text) => new()
    {
        To = ["to@example.org"],
        HtmlBody = place == "HtmlBody" ? $"<p>{text}</p>" : "<p>x</p>",
        TextBody = place == "TextBody" ? text : null,
    };

    private RawEmailRequest Raw(string place, string text)
    {
        var mail = $"From: a@example.org\r\nTo: b@example.org\r\n\r\n{(place.StartsWith("Raw", StringComparison.Ordinal) ? text : "x")}";
        return new RawEmailRequest
        {
            Text = place == "RawFile" ? null : mail,
            Path = place == "RawFile" ? _folder.Write("a.eml", Encoding.UTF8.GetBytes(mail)) : null,
            EnvelopeFrom = place == "EnvelopeFrom" ? $"\"{text}\"@example.org" : null,
            EnvelopeTo = place == "EnvelopeTo" ? [$"b@example.org{text}"] : [],
        };
    }
}
