using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Outbox;
using Xunit;

namespace SmtpSoar.Tests.Graph;

/// <summary>Mails by Graph that an outbox keeps.</summary>
public sealed class GraphOutboxTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Outbox => Path.Combine(_folder.Path, "outbox");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Mail_WithBlindRecipients_KeepsThemInTheOutbox()
    {
        using var mailer = new GraphMailer(asset => asset.Outbox = Outbox);

        await mailer.SucceedAsync(new EmailRequest { To = ["to@example.org"], Bcc = ["blind@example.org"], Body = "b" });

        Assert.Equal(["to@example.org", "blind@example.org"], mailer.Server.Sent[0].Recipients);
    }

    [Fact]
    public async Task Mail_ThatNeedsAnEnvelope_IsNotAccepted()
    {
        using var mailer = new GraphMailer(asset => asset.Outbox = Outbox);

        await mailer.FailAsync(new EmailRequest { To = ["to@example.org"], Body = "b", DeliveryNotification = DeliveryNotification.Failure });

        Assert.False(Directory.Exists(Path.Combine(Outbox, "waiting")) && Directory.EnumerateFileSystemEntries(Path.Combine(Outbox, "waiting")).Any());
    }

    [Fact]
    public async Task Mail_Throttled_Waits()
    {
        using var mailer = new GraphMailer(asset => asset.Outbox = Outbox);
        mailer.Server.Instead = _ => GraphServer.Error(429, "ApplicationThrottled").With("Retry-After", "600");

        var outcome = await mailer.SendAsync();

        Assert.Equal(("ApiThrottled", true), (outcome.Error?.ErrorId, outcome.Result.IsKept));
    }

    [Fact]
    public async Task Mail_RefusedForGood_Fails()
    {
        using var mailer = new GraphMailer(asset => asset.Outbox = Outbox);
        mailer.Server.Instead = _ => GraphServer.Error(400, "ErrorInvalidRecipients");

        var outcome = await mailer.SendAsync();

        Assert.Contains("as failed", outcome.Error!.Advice, StringComparison.Ordinal);
        Assert.False(outcome.Result.IsKept);
    }

    [Fact]
    public async Task Answer_Lost_LeavesItUnknown()
    {
        using var mailer = new GraphMailer(asset => asset.Outbox = Outbox);
        mailer.Server.Afterwards = _ => HttpTestReply.Reset;

        Assert.Contains("as unknown", (await mailer.SendAsync()).Error!.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_ThatACrashLeft_IsRemovedByTheNextTry()
    {
        using var mailer = new GraphMailer(asset => asset.Outbox = Outbox);
        var path = _folder.Write("large.bin", RandomNumberGenerator.GetBytes(5 * 1024 * 1024));
        mailer.Server.Instead = request => request.Method is "PUT" or "DELETE" ? GraphServer.Error(503, "ErrorServerBusy") : null;
        await mailer.SendAsync(new EmailRequest { To = ["to@example.org"], Body = "b", Attachments = [new AttachmentReference { Path = path }] });
        Assert.Single(mailer.Server.Drafts);
        mailer.Server.Instead = _ => null;

        using var service = new MailService(mailer.Mailer.Options);
        var entry = MailOutbox.Look(Outbox, new OutboxQuery()).Single();
        var outcome = await service.SendAsync(service.Claim(entry)!, CancellationToken.None);

        Assert.Equal("success", outcome.Result.Status);
        Assert.Empty(mailer.Server.Drafts);
        Assert.Single(mailer.Server.Sent);
    }

    [Fact]
    public async Task Requests_OfManyMails_AreNeverMoreThanFourAtOnce()
    {
        using var mailer = new GraphMailer(asset => asset.MaxConnections = 20);
        mailer.Server.Instead = _ => new HttpTestReply { Status = 202, Type = null, After = Task.Delay(TimeSpan.FromMilliseconds(100)) };
        using var service = new MailService(mailer.Mailer.Options);
        for (var i = 0; i < 60; i++)
            await service.AddAsync(service.Prepare(Mailer.Request(), CancellationToken.None), CancellationToken.None);
        while (service.HasMore)
        {
            await service.WaitAsync(CancellationToken.None);
            service.TryTake(out _);
        }

        Assert.InRange(mailer.Server.Http.MostAtOnce, 2, 4);
    }
}
