using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using MimeKit;
using SmtpSoar.Core;
using SmtpSoar.Core.Addresses;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Files.User;
using SmtpSoar.Core.Outbox.FileSystem;
using SmtpSoar.Core.Preview;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Outbox;
using Xunit;

namespace SmtpSoar.Tests.Smuggling;

/// <summary>The last look at a message, whatever made it, on each way out.</summary>
public sealed class WireGuardTests : IDisposable
{
    private const string Header = "Subject: x\r\n";
    private const string Smuggled = "x\r.\rMAIL FROM:<evil@x.example>\r\n";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Unsafe => new()
    {
        { Header, Smuggled },
        { Header, "x\n.\nMAIL FROM:<evil@x.example>\r\n" },
        { Header, "x\r\n.\rMAIL FROM:<evil@x.example>\r\n" },
        { Header, "x\r" },
        { Header, "no end" },
        { "Subject: x\r.\rMAIL FROM:<evil@x.example>\r\n", "x\r\n" },
        { "Subject: x\nX: y\r\n", "x\r\n" },
        { "Subject: x", "x\r\n" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Unsafe))]
    public async Task Server_IsNotEvenAskedForAnUnsafeMessage(string header, string body)
    {
        await using var server = Start();
        using var mailer = Mailer.For(server);

        var outcome = await mailer.SendAsync(Prepared(Image(header, body)));
        await mailer.CloseAsync();
        await server.WaitUntilIdleAsync();

        Assert.Equal(("failed", "BareLineEnd"), (outcome.Result.Status, outcome.Error!.ErrorId));
        Assert.Equal(ErrorKind.SecurityError, outcome.Error.Kind);
        ClientRecord.Check(server, messages: 0);
    }

    [Theory]
    [MemberData(nameof(Unsafe))]
    public async Task Folder_GetsNoFileOfAnUnsafeMessage(string header, string body)
    {
        var pickup = Path.Combine(_folder.Path, "pickup");
        using var mailer = Mailer.For(new SmtpAsset { PickupDirectory = pickup, SenderAddress = "from@example.org" });

        var outcome = await mailer.SendAsync(Prepared(Image(header, body)));

        Assert.Equal("BareLineEnd", outcome.Error!.ErrorId);
        Assert.Empty(Directory.GetFileSystemEntries(pickup));
    }

    [Theory]
    [MemberData(nameof(Unsafe))]
    public async Task Export_WritesNoFileOfAnUnsafeMessage(string header, string body)
    {
        foreach (var (format, name) in new[] { (MailFileFormat.Eml, "a.eml"), (MailFileFormat.Html, "a.html") })
        {
            var export = new MailExport(new SmtpAsset { SenderAddress = "from@example.org" }, new RecordingFeedback());
            var write = export.WriteAsync(Prepared(Image(header, body)), format, Path.Combine(_folder.Path, name), false, default);
            Assert.Equal("BareLineEnd", (await Assert.ThrowsAsync<SmtpSoarException>(() => write)).ErrorId);
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [MemberData(nameof(Unsafe))]
    public void Outbox_AcceptsNoUnsafeMessage(string header, string body)
    {
        var root = Path.Combine(_folder.Path, "outbox");
        using var outbox = new FileOutboxStore(root, new RecordingFeedback(), TimeProvider.System);

        var error = Assert.Throws<SmtpSoarException>(() => outbox.Accept(Message(Image(header, body))));

        Assert.Equal("BareLineEnd", error.ErrorId);
        Assert.Empty(Directory.GetFiles(root, OutboxLayout.MessageFile, SearchOption.AllDirectories));
    }

    // What only shows on the way: a segment that does not keep its promise.
    [Theory]
    [InlineData("x\r\n", Smuggled)]
    [InlineData("", "\r\n.\rMAIL FROM:<evil@x.example>\r\n")]
    [InlineData("x\r\n", "x\n")]
    [InlineData("", "no end")]
    public async Task Connection_EndsBeforeALoneLineEndIsWritten(string before, string lie)
    {
        await using var server = Start();
        using var mailer = Mailer.For(server);
        var image = new RenderedMessage(Encoding.ASCII.GetBytes(Header), [new BytesSegment(Encoding.ASCII.GetBytes(before)), new Liar(lie)]);

        var outcome = await mailer.SendAsync(Prepared(image));
        await server.WaitUntilIdleAsync();

        Assert.Equal("BareLineEnd", outcome.Error!.ErrorId);
        Assert.Empty(server.Messages);
        var sent = Encoding.Latin1.GetString(server.Connections.Single().ClientBytes.Span);
        Assert.DoesNotContain("evil", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("\n.\r\n", sent, StringComparison.Ordinal);
        Assert.Contains("DATA\r\n", sent, StringComparison.Ordinal);
    }

    // Dots are stuffed by MailKit, which sees the segments one after the other, and some not at all.
    [Theory]
    [InlineData("a\r\n.\r\n..\r\n.x\r\n\r\n.\r\n")]
    [InlineData(".\r\n")]
    [InlineData("\r\n.\r\n")]
    [InlineData("..")]
    public async Task Dots_AtTheBordersOfSegments_AreStuffed(string text)
    {
        text = text.EndsWith('\n') ? text : text + "\r\n";
        await using var server = Start();
        using var mailer = Mailer.For(server);
        var file = _folder.Write("a.bin", new byte[100]);
        var expected = new List<string>();
        for (var split = 0; split <= text.Length; split++)
        {
            var image = new RenderedMessage(Encoding.ASCII.GetBytes(Header), [.. Segments(text, split, file)]);
            var outcome = await mailer.SendAsync(Prepared(image));
            Assert.True(outcome.Error is null, outcome.Error?.ToString());
            expected.Add(Encoding.Latin1.GetString(TestWire(image)));
        }

        await mailer.CloseAsync();
        await server.WaitUntilIdleAsync();

        Assert.Equal(expected, server.Messages.Select(message => Encoding.Latin1.GetString(message.Data)));
        ClientRecord.Check(server, expected.Count, "MAIL FROM:<a@example.org>", "RCPT TO:<b@example.org>");
    }

    [Fact]
    public async Task Segments_OneByteEach_ArriveAsTheyAre()
    {
        const string Text = "a\r\n.\r\n..\r\n\r\n.\r\n";
        await using var server = Start();
        using var mailer = Mailer.For(server);
        var image = new RenderedMessage(Encoding.ASCII.GetBytes(Header), [.. Text.Select(character => new BytesSegment([(byte)character]))]);

        var outcome = await mailer.SendAsync(Prepared(image));

        Assert.True(outcome.Error is null, outcome.Error?.ToString());
        Assert.Equal(Header + "\r\n" + Text, server.Messages[0].Text);
    }

    [Fact]
    public void Image_OnceChecked_IsNotReadAgain()
    {
        var segment = new Liar("x\r\n");
        var image = new RenderedMessage([], [segment]);
        image.CheckLines(default);

        image.Metered(_ => { }).CheckLines(default);
        image.ToBuffered(default).CheckLines(default);
        TestWire(image);

        Assert.Equal(1, segment.Checks);
    }

    [Fact]
    public void Base64OfAFile_IsNotReadToBeChecked()
    {
        var path = _folder.Write("a.bin", new byte[100]);
        var segment = new Base64FileSegment(Take(path));
        var check = new LineEndCheck();
        File.Delete(path);

        segment.CheckLines(check, default);

        check.EndLine();
    }

    private static SmtpTestServer Start() => SmtpTestServer.Start(new ServerOptions { KeepClientBytes = true });

    private static RenderedMessage Image(string header, string body) => new(Encoding.ASCII.GetBytes(header), [new BytesSegment(Encoding.ASCII.GetBytes(body))]);

    private static UserFile Take(string path) => UserFile.Take(path, path, UserFileErrors.Attachment, 0, default);

    private static IEnumerable<IContentSegment> Segments(string text, int split, string file)
    {
        yield return new BytesSegment(Encoding.ASCII.GetBytes(text[..split]));
        yield return new BytesSegment(Encoding.ASCII.GetBytes(text[split..]));
        yield return new Base64FileSegment(Take(file));
        yield return new BytesSegment(Encoding.ASCII.GetBytes(text));
    }

    private static byte[] TestWire(RenderedMessage image)
    {
        using var stream = new MemoryStream();
        image.WriteTo(stream, default);
        return stream.ToArray();
    }

    private static PreparedMail Prepared(RenderedMessage image) => new(new EmailRequest()) { Message = Message(image) };

    private static ComposedMessage Message(RenderedMessage image) => new()
    {
        Sender = Address("a@example.org"),
        Recipients = [new EnvelopeRecipient(Address("b@example.org"), RecipientKind.To)],
        Image = image,
    };

    private static EnvelopeAddress Address(string text) => new(new MailboxAddress("", text));

    /// <summary>A segment that says that its lines are good.</summary>
    private sealed class Liar(string text) : IContentSegment
    {
        public int Checks { get; private set; }

        public long Length => text.Length;

        public bool IsFreeOfDots => false;

        public void CheckLines(LineEndCheck check, CancellationToken cancellationToken) => Checks++;

        public void WriteTo(Stream stream, CancellationToken cancellationToken) => stream.Write(Encoding.ASCII.GetBytes(text));

        public Task WriteToAsync(Stream stream, CancellationToken cancellationToken)
        {
            WriteTo(stream, cancellationToken);
            return Task.CompletedTask;
        }
    }
}
