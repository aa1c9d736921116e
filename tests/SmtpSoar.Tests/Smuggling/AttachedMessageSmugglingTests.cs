using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using Xunit;

namespace SmtpSoar.Tests.Smuggling;

/// <summary>Attached messages with lone line ends, to servers of every kind: no byte of them is a command, and none gets lost.</summary>
public sealed class AttachedMessageSmugglingTests : IDisposable
{
    private const int Samples = 520;
    private const int SamplesOfAMail = 4;
    private const string From = "MAIL FROM:<from@example.org>";
    private const string To = "RCPT TO:<to@example.org>";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Attachment_WithLoneLineEnds_SmugglesNothing(bool eightBitMime) => CheckSamplesAsync(eightBitMime, outbox: false);

    [Fact]
    public Task AttachmentInAnOutbox_WithLoneLineEnds_SmugglesNothing() => CheckSamplesAsync(eightBitMime: true, outbox: true);

    [Fact]
    public async Task Attachment_EncodedAnew_KeepsTheLinesThatItHasElsewhere()
    {
        await using var server = Start(eightBitMime: true);

        await SendAsync(server, outbox: false, [[HostileMessage.Smallest]]);

        var data = Encoding.Latin1.GetString(server.Messages[0].Data);
        Assert.Contains("\r\n\r\nx\r\n.\r\nMAIL FROM:<evil@x.example>\r\n", data, StringComparison.Ordinal);
        Assert.Contains("Content-Type: message/rfc822", data, StringComparison.Ordinal);
        Assert.DoesNotMatch("x{999}", data);
    }

    private async Task CheckSamplesAsync(bool eightBitMime, bool outbox)
    {
        await using var server = Start(eightBitMime);
        var samples = Enumerable.Range(1, Samples).Select(HostileMessage.Make).Prepend(HostileMessage.Smallest).ToArray();
        var mails = samples.Chunk(SamplesOfAMail).ToArray();

        await SendAsync(server, outbox, mails);

        ClientRecord.Check(server, mails.Length, From, To);
        Assert.Single(server.Connections);
        for (var mail = 0; mail < mails.Length; mail++)
            CheckContents(server.Messages[mail].Data, mails[mail], eightBitMime && !outbox);
    }

    private static SmtpTestServer Start(bool eightBitMime) => SmtpTestServer.Start(new ServerOptions
    {
        Extensions = eightBitMime ? ["PIPELINING", "SIZE 35882577", "8BITMIME"] : ["SIZE 35882577"],
        KeepClientBytes = true,
    });

    private async Task SendAsync(SmtpTestServer server, bool outbox, byte[][][] mails)
    {
        var options = new MailServiceOptions(Mailer.For(server).Asset, new RecordingFeedback())
        {
            Outbox = outbox ? Path.Combine(_folder.Path, "outbox") : null,
        };
        using (var service = new MailService(options))
        {
            foreach (var mail in mails)
                await SendAsync(service, mail);
            await service.CloseAsync();
        }

        await server.WaitUntilIdleAsync();
    }

    private async Task SendAsync(MailService service, byte[][] samples)
    {
        var request = Mailer.Request();
        request.Attachments = [.. samples.Select((sample, i) => new AttachmentReference { Path = _folder.Write($"{i}.eml", sample) })];
        var outcome = await service.SendAsync(service.Prepare(request, default), default);
        Assert.True(outcome.Error is null, outcome.Error?.ToString());
    }

    // Read with nothing but the outermost boundary, which is ours.
    private static void CheckContents(byte[] data, byte[][] samples, bool eightBitMime)
    {
        var text = Encoding.Latin1.GetString(data);
        var boundary = Regex.Match(text, "boundary=\"(.+?)\"").Groups[1].Value;
        var parts = text.Split("\r\n--" + boundary);
        Assert.Equal(samples.Length + 3, parts.Length);
        for (var i = 0; i < samples.Length; i++)
            CheckPart(parts[i + 2], Encoding.Latin1.GetString(samples[i]), eightBitMime);
    }

    private static void CheckPart(string part, string sample, bool eightBitMime)
    {
        var (header, content) = (part[..part.IndexOf("\r\n\r\n", StringComparison.Ordinal)], part[(part.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        var lines = Lines(sample);
        if (header.Contains("Content-Transfer-Encoding: base64", StringComparison.OrdinalIgnoreCase))
            Assert.Equal(sample, Encoding.Latin1.GetString(Convert.FromBase64String(content)));
        else if (lines.Split("\r\n").Max(line => line.Length) <= 998 && (eightBitMime || lines.All(char.IsAscii)))
            Assert.Equal(lines, content);
        else
            Assert.True(Words(lines) == Words(content), $"{ClientRecord.Visible(sample)}\n\n{ClientRecord.Visible(content)}");
        Assert.True(eightBitMime || content.All(char.IsAscii));
    }

    private static string Lines(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\n", "\r\n", StringComparison.Ordinal);
        return lines.EndsWith('\n') ? lines : lines + "\r\n";
    }

    // Encoding anew moves fields and line ends, so it is only asked that nothing that was to be smuggled got lost, or doubled.
    private static int Words(string text) => Regex.Count(text.Replace("=\r\n", "", StringComparison.Ordinal), "evil@x.example");
}
