using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using MimeKit.Cryptography;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Raw;
using Xunit;

namespace SmtpSoar.Tests.RealServers;

/// <summary>Raw mail comes out as it went in.</summary>
public sealed class RawSendTests
{
    private const string Body = "A line with blanks   \r\n.\r\n..\r\n.dots\r\n\ttab\r\n\r\n\r\nno end";

    private static MailServers Servers => MailServers.Current;

    [RealServerTheory]
    [InlineData("")]
    [InlineData("Subject:odd\r\nX-Folded:  a\r\n\t b \r\n")]
    [InlineData("Subject: Grüße\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\nMIME-Version: 1.0\r\n")]
    public async Task SmtpServer_AnyRawMail_IsKeptByteForByte(string fields)
    {
        var to = SmokeClient.UniqueAddress();
        var raw = $"From: Alice  <alice@rig.test>\r\nTo:{to}\r\n{fields}\r\n{Body}";
        using var mailer = RealMailer.For("smtpServer", "submission", SslMethod.StartTls, SmokeClient.Alice);

        await mailer.SucceedAsync(new RawEmailRequest { Text = raw });

        Assert.Equal(Encoding.UTF8.GetBytes(raw + "\r\n"), (await Servers.SmtpServer.MailOf(to).WaitForRecipientAsync(to)).Raw);
    }

    [RealServerFact]
    public async Task SmtpServer_LargeRawFile_IsKeptByteForByte()
    {
        using var folder = new TemporaryFolder();
        var to = SmokeClient.UniqueAddress();
        var lines = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{(i % 7 == 0 ? "." : "")}line {i}\r\n"));
        var raw = Encoding.ASCII.GetBytes($"From: alice@rig.test\r\nTo: {to}\r\n\r\n{lines}");
        using var mailer = RealMailer.For("smtpServer", "implicitTls", SslMethod.Ssl, SmokeClient.Alice);

        await mailer.SucceedAsync(new RawEmailRequest { Path = folder.Write("mail.eml", raw) });

        Assert.Equal(raw, (await Servers.SmtpServer.MailOf(to).WaitForRecipientAsync(to)).Raw);
    }

    [RealServerFact]
    public async Task Bcc_InRawMail_IsDeliveredAndRemoved()
    {
        var (to, hidden) = (SmokeClient.UniqueAddress(), SmokeClient.UniqueAddress("hidden"));
        using var mailer = RealMailer.For("smtpServer", "submission", SslMethod.StartTls, SmokeClient.Alice);

        await mailer.SucceedAsync(new RawEmailRequest { Text = $"From: alice@rig.test\r\nBcc:\r\n {hidden}\r\nTo: {to}\r\n\r\nx\r\n" });

        var stored = await Servers.SmtpServer.MailOf(to).WaitForRecipientAsync(hidden);
        Assert.Equal($"From: alice@rig.test\r\nTo: {to}\r\n\r\nx\r\n", Encoding.ASCII.GetString(stored.Raw));
        Assert.Equal([to, hidden], stored.Recipients);
    }

    [RealServerTheory]
    [InlineData("postfix", "plain", SslMethod.None, DkimCanonicalizationAlgorithm.Simple)]
    [InlineData("postfix", "plain", SslMethod.None, DkimCanonicalizationAlgorithm.Relaxed)]
    [InlineData("postfix", "bare", SslMethod.None, DkimCanonicalizationAlgorithm.Simple)]
    [InlineData("exim", "startTls", SslMethod.StartTls, DkimCanonicalizationAlgorithm.Simple)]
    public async Task Signature_AfterDelivery_StillVerifies(string server, string service, SslMethod method, DkimCanonicalizationAlgorithm canonicalization)
    {
        var to = SmokeClient.UniqueAddress();
        var key = new DkimKey();
        var signed = key.Sign($"From:Alice  <alice@rig.test>\r\nTo:\t{to}\r\nSubject:folded\r\n  twice\r\nDate: Mon, 01 Jan 2024 00:00:00 +0000\r\nMessage-Id: <{Guid.NewGuid():N}@rig.test>\r\n\r\n{Body}\r\n", canonicalization);
        using var mailer = RealMailer.For(server, service, method);

        await mailer.SucceedAsync(new RawEmailRequest { Text = signed });

        // These servers end lines with LF on disk.
        var stored = await Servers.Servers[server].MailOf(to).WaitForRecipientAsync(to);
        Assert.True(key.Verifies(WithCrLf(stored.Raw)));
    }

    private static byte[] WithCrLf(byte[] stored)
    {
        using var wire = new MemoryStream();
        foreach (var value in stored)
        {
            if (value == (byte)'\n')
                wire.WriteByte((byte)'\r');
            wire.WriteByte(value);
        }

        return wire.ToArray();
    }
}
