using System;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Outbox.Stores;
using SmtpSoar.Tests.RealServers;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Postgres;

/// <summary>The connection to the database breaks at each step of a mail, before the server has the statement or before its reply is seen.</summary>
[NeedsRealServers]
public sealed class PostgresConnectionLossTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly CuttingProxy _proxy = new(MailServers.Current.Postgres.Port);

    [StoreTheory]
    [InlineData("smtpsoar.owner (id", false)]
    [InlineData("smtpsoar.owner (id", true)]
    [InlineData("smtpsoar.accept(", false)]
    [InlineData("smtpsoar.accept(", true)]
    [InlineData("set marked =", false)]
    [InlineData("set marked =", true)]
    [InlineData("smtpsoar.sent (id", false)]
    [InlineData("smtpsoar.sent (id", true)]
    public async Task Connection_LostWhileAMailIsSent_LosesAndDoublesNothing(string statement, bool isDone)
    {
        await _database.InitializeAsync();
        await using var server = SmtpTestServer.Start(new ServerOptions());
        await SendAsync(server, "first");
        _proxy.CutAt(statement, isDone);

        await SendAsync(server, "second");

        await FinishAsync(server);
        Assert.Equal(1, _proxy.Cuts);
        Assert.Equal(["first", "second"], Subjects(server).Order());
        Assert.Equal(2L, _database.Scalar("select count(*) from smtpsoar.sent"));
        Assert.Equal(0L, _database.Scalar("select count(*) from smtpsoar.queue"));
    }

    [StoreTheory]
    [InlineData("claimed", "as waited", false)]
    [InlineData("claimed", "as waited", true)]
    [InlineData("un-marked", "set state = $4", false)]
    [InlineData("un-marked", "set state = $4", true)]
    public async Task Connection_LostAroundARefusedMail_SendsItOnce(string what, string statement, bool isDone)
    {
        await _database.InitializeAsync();
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            Script = new Script().On(Step.EndOfData, Reply.Of("451 4.3.0 later")).Times(what == "claimed" ? 1 : 2),
        });
        await SendAsync(server, "mail");
        _proxy.CutAt(statement, isDone);

        await SendWaitingAsync(server, Address);

        await FinishAsync(server);
        Assert.Equal(1, _proxy.Cuts);
        Assert.Equal(["mail"], Subjects(server));
        Assert.Equal(1L, _database.Scalar("select count(*) from smtpsoar.sent"));
    }

    [StoreFact]
    public async Task Connection_LostWhileAKeptMailIsRead_LeavesItInTheOutbox()
    {
        await _database.InitializeAsync();
        await using var server = SmtpTestServer.Start(new ServerOptions());
        var mail = Mail("large");
        mail.Body = string.Concat(Enumerable.Repeat("a line of a large mail\r\n", 20_000));
        _proxy.CutAt("select data from", false);

        using (var service = Service(server, Address))
        {
            var outcome = await service.SendAsync(service.Prepare(mail, default), default);
            Assert.Equal(("OutboxUnreachable", true), (outcome.Error!.ErrorId, outcome.Result.IsKept));
        }

        await FinishAsync(server);
        Assert.Equal(1, _proxy.Cuts);
        Assert.Equal(["large"], Subjects(server));
    }

    public void Dispose()
    {
        _proxy.Dispose();
        _database.Dispose();
    }

    // Of minutes: a busy machine may stop a command for seconds, and a lease that ends by itself takes its mail from the proxy.
    private string Address => _database.Address("sslmode=disable&lease=600")
        .Replace($":{MailServers.Current.Postgres.Port}/", $":{_proxy.Port}/", StringComparison.Ordinal);

    private static string[] Subjects(SmtpTestServer server) =>
        [.. server.Messages.Select(message => message.Text.Split("\r\n").First(line => line.StartsWith("Subject: ", StringComparison.Ordinal))[9..])];

    private static EmailRequest Mail(string subject)
    {
        var mail = Mailer.Request();
        mail.Subject = subject;
        return mail;
    }

    private static MailService Service(SmtpTestServer server, string address) =>
        new(new MailServiceOptions(Mailer.For(server).Asset, new RecordingFeedback()) { Outbox = address });

    private async Task SendAsync(SmtpTestServer server, string subject)
    {
        using var service = Service(server, Address);
        await service.SendAsync(service.Prepare(Mail(subject), default), default);
        await service.CloseAsync();
    }

    private static async Task SendWaitingAsync(SmtpTestServer server, string address)
    {
        using var outbox = new MailOutbox(address, new RecordingFeedback());
        await outbox.RecoverAsync(default);
        var options = new MailServiceOptions(Mailer.For(server).Asset, new RecordingFeedback()) { OpenOutbox = outbox };
        using var service = new MailService(options);
        OutboxEntry[] waiting = [.. outbox.List(new OutboxQuery { States = [OutboxState.Waiting] })];
        if (waiting.Length == 0)
            return;
        try
        {
            foreach (var mail in await service.ClaimAsync(waiting, (_, damage) => throw damage, default))
                await service.SendAsync(mail, default);
        }
        catch (SmtpSoarException failure) when (failure.ErrorId == "OutboxUnreachable")
        {
            // A claim is not tried again by itself: what it may have taken is recovered.
        }

        await service.CloseAsync();
    }

    // Does as another worker after the lease, by a connection that holds.
    private async Task FinishAsync(SmtpTestServer server)
    {
        _database.Execute("update smtpsoar.owner set dead = true");
        for (var i = 0; i < 100 && (long)_database.Scalar("select count(*) from smtpsoar.queue where state in (0, 1)")! > 0; i++)
        {
            await SendWaitingAsync(server, _database.Address("lease=600"));
            await Task.Delay(50);
        }
    }
}
