using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox.Delivery;
using SmtpSoar.Core.Smtp;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.Transport.Retry;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using Xunit;

namespace SmtpSoar.Tests.Outbox;

/// <summary>Several deliveries of one command, each with a connection of its own, over one outbox.</summary>
public sealed class OutboxThreadsTests : OutboxTestBase
{
    private const int Threads = 4;
    private const int Each = 15;

    [Fact]
    public async Task Deliveries_OfOneCommandAtOnce_KeepAndSendEachMessageOnce()
    {
        await using var server = Start(new Script().On(Step.Mail, Reply.Of("451 4.3.0 later")).Times(10));
        var service = Service(server);
        var settings = new ConnectionSettings(Mailer.For(server).Asset, Feedback);
        var work = new OutboxContext(Store().Store, settings.Asset, new RetryEnvironment(Feedback) { Clock = Clock, Random = Random });
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(() => SendAllAsync(service, new SmtpTransport(settings, new SharedServerState(settings.Asset, settings.Clock)), work))));

        Assert.Equal((Threads * Each) - 10, server.Messages.Count);
        Assert.Equal(server.Messages.Count, List(OutboxState.Sent).Count);
        Assert.Equal(10, List(OutboxState.Waiting).Count);
        Assert.Equal(Threads * Each, List().Select(entry => entry.MessageId).Distinct().Count());
        Close();
        AssertNothingLeft();
    }

    private static async Task SendAllAsync(MailService service, SmtpTransport delivery, OutboxContext work)
    {
        using (delivery)
        {
            for (var i = 0; i < Each; i++)
            {
                var carrier = new OutboxTransport(delivery, work, "send email", claimed: null);
                var message = service.Prepare(Mailer.Request(), CancellationToken.None).Message!;
                var receipt = await carrier.SendAsync(new OutboundMessage(message), CancellationToken.None);
                Assert.True(receipt.Failure is null or { ErrorId: "SenderRefused" }, receipt.Failure?.ToString());
            }
        }
    }
}
