using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>What has more than ASCII in it, and servers that may not take that.</summary>
public sealed class EightBitTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EightBitAttachment_GoesAsTheServerCanTakeIt(bool offered)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("mail.eml", "From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGrüße\r\n"u8.ToArray());
        await using var server = offered ? Start("8BITMIME", "SIZE 1000000") : Start("SIZE 1000000");
        using var mailer = Mailer.For(server);
        var request = Mailer.Request();
        request.Attachments = [new AttachmentReference { Path = path }];

        await mailer.SucceedAsync(request);

        var message = server.Messages[0];
        Assert.Equal(offered, message.MailParameters.Contains("BODY=8BITMIME"));
        Assert.Equal(offered, message.Data.Any(value => value > 127));
        Assert.Contains($"SIZE={message.Size}", message.MailParameters);
        Assert.Empty(mailer.Feedback.Warnings);
        var attached = (MimeKit.MessagePart)MimeKit.MimeMessage.Load(new MemoryStream(message.Data)).Attachments.Single();
        Assert.Equal("Grüße", attached.Message!.TextBody!.Trim());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EightBitRaw_GoesAsItIs(bool offered)
    {
        var raw = "From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGrüße\r\n";
        await using var server = offered ? Start("8BITMIME") : Start("PIPELINING");
        using var mailer = Mailer.For(server);

        await mailer.SucceedAsync(new RawEmailRequest { Text = raw });

        Assert.Equal(Encoding.UTF8.GetBytes(raw), server.Messages[0].Data);
        Assert.Equal(offered, server.Messages[0].MailParameters.Contains("BODY=8BITMIME"));
        Assert.Equal(offered ? 0 : 1, mailer.Feedback.Warnings.Count);
    }

    [Theory]
    [InlineData("SMTPUTF8 8BITMIME", true)]
    [InlineData("8BITMIME", false)]
    [InlineData("PIPELINING", false)]
    public async Task EightBitHeader_InRaw_AsksForUtf8OrWarns(string offered, bool asks)
    {
        var raw = "From: a@example.org\r\nTo: b@example.org\r\nSubject: Grüße\r\n\r\nx\r\n";
        await using var server = Start(offered.Split(' '));
        using var mailer = Mailer.For(server);

        await mailer.SucceedAsync(new RawEmailRequest { Text = raw });

        Assert.Equal(asks, server.Messages[0].MailParameters.Contains("SMTPUTF8"));
        Assert.Contains("Subject: Grüße\r\n", server.Messages[0].Text);
        Assert.Equal(asks ? 0 : 1, mailer.Feedback.Warnings.Count);
    }

    private static SmtpTestServer Start(params string[] extensions) => SmtpTestServer.Start(new ServerOptions { Extensions = extensions });
}
