using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MimeKit;
using SmtpSoar.Tests.Delivery;
using Xunit;

namespace SmtpSoar.Tests.RealServers;

/// <summary>The parts of a message, and their content, read back from the mailbox.</summary>
public sealed class StructureTests : System.IDisposable
{
    private const string Html = "<!DOCTYPE html><html><body><p>Grüße</p><img src=\"cid:logo\"></body></html>";

    private readonly TemporaryFolder _folder = new();

    private static MailServers Servers => MailServers.Current;

    public static TheoryData<string, string> Files => new()
    {
        { "crlf.txt", "one\r\ntwo\r\n" },
        { "lf.txt", "one\ntwo\n" },
        { "mixed.txt", "one\r\ntwo\nthree\rfour\r\r\n\n\r" },
        { "no-end.txt", "one\r\n.\r\ntwo" },
        { "empty.txt", "" },
        { "empty.bin", "" },
        { "Übersicht — März 😀.csv", "a;ß\r\n" },
        { "ein sehr langer Dateiname mit vielen Wörtern, der über mehrere Zeilen gehen muß, weil er so lang ist.txt", "x" },
        { "semi;colon \"quoted\" 'n all.txt", "x" },
        { "data.json", "{\"a\": \"ß\"}\n" },
    };

    public void Dispose() => _folder.Dispose();

    [RealServerTheory]
    [InlineData(false, false, "alternative(text/plain, text/html)")]
    [InlineData(false, true, "mixed(alternative(text/plain, text/html), application/pdf)")]
    [InlineData(true, false, "related(alternative(text/plain, text/html), image/png)")]
    [InlineData(true, true, "mixed(related(alternative(text/plain, text/html), image/png), application/pdf)")]
    public async Task HtmlMessage_WithAndWithoutFiles_HasNoLevelTooMuch(bool inline, bool plain, string structure)
    {
        var request = new HtmlEmailRequest { HtmlBody = Html, Subject = "x" };
        var files = new List<AttachmentReference>();
        if (inline)
            files.Add(new AttachmentReference { Path = _folder.Write("logo.png", [1, 2, 3]), ContentId = "logo" });
        if (plain)
            files.Add(new AttachmentReference { Path = _folder.Write("report.pdf", [4, 5]) });
        request.Attachments = files;

        var message = await DeliverAsync(request);

        Assert.Equal(structure, Describe(message.Body!));
        Assert.Contains("Grüße", message.TextBody);
        Assert.Equal(Html, message.HtmlBody!.TrimEnd());
        if (inline)
            Assert.Equal("logo", message.BodyParts.OfType<MimePart>().Single(part => part.ContentType.IsMimeType("image", "png")).ContentId);
    }

    [RealServerTheory]
    [InlineData(false, "text/plain")]
    [InlineData(true, "mixed(text/plain, application/pdf)")]
    public async Task TextMessage_WithAndWithoutFile_HasNoLevelTooMuch(bool plain, string structure)
    {
        var request = new EmailRequest { Body = "text", Subject = "x" };
        if (plain)
            request.Attachments = [new AttachmentReference { Path = _folder.Write("report.pdf", [4, 5]) }];

        Assert.Equal(structure, Describe((await DeliverAsync(request)).Body!));
    }

    [RealServerTheory]
    [MemberData(nameof(Files))]
    public async Task File_OfAnyContentAndName_ArrivesAsItWas(string name, string content)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(content);
        var request = new EmailRequest { Body = "x", Attachments = [new AttachmentReference { Path = _folder.Write(name, bytes) }] };

        var part = (MimePart)(await DeliverAsync(request)).Attachments.Single();

        Assert.Equal(name, part.FileName);
        Assert.Equal(bytes, Content(part));
    }

    [RealServerTheory]
    [InlineData("postfix", "plain", SslMethod.None)]
    [InlineData("postfix", "bare", SslMethod.None)]
    [InlineData("exim", "startTls", SslMethod.StartTls)]
    public async Task File_OfFiveMebibytes_ArrivesAsItWas(string server, string service, SslMethod method)
    {
        var bytes = new byte[(5 * 1024 * 1024) + 1];
        new System.Random(4711).NextBytes(bytes);
        var to = SmokeClient.UniqueAddress();
        using var mailer = RealMailer.For(server, service, method);

        await mailer.SucceedAsync(new EmailRequest { To = [to], Body = "x", Attachments = [new AttachmentReference { Path = _folder.Write("data.bin", bytes) }] });

        var stored = await Servers.Servers[server].MailOf(to).WaitForRecipientAsync(to);
        Assert.Equal(
            System.Security.Cryptography.SHA256.HashData(bytes),
            System.Security.Cryptography.SHA256.HashData(Content((MimePart)stored.Message.Attachments.Single())));
    }

    [RealServerTheory]
    [InlineData("plain")]
    [InlineData("bare")]
    public async Task MailFile_WithEightBits_ArrivesAsAMessage(string service)
    {
        var mail = "From: a@rig.test\r\nSubject: inner\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGrüße\r\n"u8.ToArray();
        var request = new EmailRequest { Body = "x", Attachments = [new AttachmentReference { Path = _folder.Write("inner.eml", mail) }] };

        var part = Assert.IsType<MessagePart>((await DeliverAsync(request, service)).Attachments.Single());

        Assert.Equal("inner", part.Message!.Subject);
        Assert.Equal("Grüße", part.Message.TextBody!.TrimEnd());
        Assert.Equal("inner.eml", part.ContentDisposition!.FileName);
    }

    private static byte[] Content(MimePart part)
    {
        using var content = new System.IO.MemoryStream();
        part.Content!.DecodeTo(content);
        return content.ToArray();
    }

    private static string Describe(MimeEntity entity) => entity is Multipart multipart
        ? $"{multipart.ContentType.MediaSubtype}({string.Join(", ", multipart.Select(Describe))})"
        : entity.ContentType.MimeType;

    private static async Task<MimeMessage> DeliverAsync(ComposedMailRequest request, string service = "plain")
    {
        var to = SmokeClient.UniqueAddress();
        request.To = [to];
        using var mailer = RealMailer.For("postfix", service, SslMethod.None);
        await mailer.SucceedAsync(request);
        return (await Servers.Postfix.MailOf(to).WaitForRecipientAsync(to)).Message;
    }
}
