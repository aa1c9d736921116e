using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Composition;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Outbox;
using SmtpSoar.Tests.Raw;
using Xunit;

namespace SmtpSoar.Tests.Dkim;

/// <summary>What arrives by each way out is what was signed.</summary>
public sealed class DkimWayTests : OutboxTestBase
{
    private const string Text = ".\n..dots\nFrom here\ntrailing   \nGrüße\n-- \nsignature\n\n";

    [Theory]
    [InlineData("8BITMIME", "PIPELINING")]
    [InlineData("PIPELINING")]
    [InlineData("8BITMIME", "CHUNKING", "SIZE")]
    public async Task Server_OfAnyExtensions_GetsWhatWasSigned(params string[] extensions)
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Extensions = extensions });
        using var mailer = Mailer.For(server, asset => DkimKeys.Sign(asset, "rsa2048"));

        await mailer.SucceedAsync(Request());
        await mailer.SucceedAsync(Request());

        Assert.All(server.Messages, message => Assert.True(DkimJudge.Verifies(message.Data, "rsa2048")));
        Assert.Equal(2, server.Messages.Count);
        Assert.Empty(mailer.Feedback.Warnings);
    }

    [Fact]
    public async Task RawMail_OnItsWay_GetsOneFieldAndNoOther()
    {
        const string Raw = "From:  A <a@example.org>\r\nTo: to@example.org\r\nBcc: hidden@example.org\r\n\r\n.\r\nGrüße   \r\n";
        using var file = new TemporaryFile(Raw);
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server, asset => DkimKeys.Sign(asset, "ed25519"));

        await mailer.SucceedAsync(new RawEmailRequest { Path = file.Path, Dkim = true });

        Assert.True(DkimJudge.Verifies(server.Messages.Single().Data, "ed25519"));
        Assert.EndsWith(
            "\r\n" + Raw.Replace("Bcc: hidden@example.org\r\n", ""),
            System.Text.Encoding.UTF8.GetString(server.Messages.Single().Data),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task PickupFile_OfASignedAsset_Verifies()
    {
        using var folder = new TemporaryFolder();
        using var mailer = Mailer.For(DkimKeys.Sign(new SmtpAsset { PickupDirectory = folder.Path, SenderAddress = "from@example.org" }, "rsa2048"));

        await mailer.SucceedAsync(Request());

        Assert.True(DkimJudge.Verifies(File.ReadAllBytes(Directory.GetFiles(folder.Path, "*.eml").Single()), "rsa2048"));
    }

    [Fact]
    public async Task OutboxMessage_SentLaterWithoutAKey_Verifies()
    {
        await using var server = Start();

        // Signatures tell seconds since 1970.
        Clock.Advance(TimeSpan.FromDays(2023 * 365.25));
        var away = Service(server, asset => DkimKeys.Sign(asset, "rsa2048").Port = 1);
        var kept = await SendAsync(away, Request(), CancellationToken.None);
        Clock.Advance(TimeSpan.FromHours(1));

        var sent = await SendAgainAsync(Service(server), Single(OutboxState.Waiting));

        Assert.Equal(("failed", "success"), (kept.Result.Status, sent.Result.Status));
        Assert.True(DkimJudge.Verifies(server.Messages.Single().Data, "rsa2048"));
    }

    [Fact]
    public async Task Attachment_ThatChanges_IsNotSentWithAWrongSignature()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("large.bin", new byte[3_000_000]);
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server, asset => DkimKeys.Sign(asset, "rsa2048"));
        var request = Request();
        request.Attachments = [new AttachmentReference { Path = path }];
        var prepared = mailer.Prepare(request);
        File.WriteAllBytes(path, new byte[3_000_001]);
        File.WriteAllBytes(path, new byte[2_999_999]);

        var outcome = await mailer.SendAsync(prepared);

        Assert.Equal("AttachmentChanged", outcome.Error?.ErrorId);
        Assert.Empty(server.Messages);
    }

#if NET
    [Fact]
    public void LargeAttachment_OfASignedMail_TakesLittleMemory()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "large.bin");
        using (var file = File.Create(path))
            file.SetLength(64 * 1024 * 1024);
        var request = TestMail.Text();
        request.Attachments = [new AttachmentReference { Path = path }];
        var factory = new MessageFactory(DkimKeys.Sign(TestMail.Asset, "rsa2048", "ed25519"), TimeProvider.System);
        factory.Create(TestMail.Text(), CancellationToken.None);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var message = factory.Create(request, CancellationToken.None);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * 1024 * 1024);
        Assert.True(message.Image.Size > 64 * 1024 * 1024);
    }
#endif

    private static EmailRequest Request() => new() { To = ["to@example.org"], Subject = "Grüße", Body = Text };
}
