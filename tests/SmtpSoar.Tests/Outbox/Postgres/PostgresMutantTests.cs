using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Shared.Tests;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Outbox.Stores;
using SmtpSoar.Tests.RealServers;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Postgres;

/// <summary>
/// Two workers and one mail, at the two moments for which the mark is made. The module sends it once; with one statement changed it sends it
/// twice and marks neither, so that these moments, which the chaos meets by chance, are the right ones.
/// </summary>
[NeedsRealServers]
public sealed class PostgresMutantTests : System.IDisposable
{
    private readonly TestDatabase _database = new();
    private StatementProxy? _proxy;

    [StoreTheory]
    [InlineData(null, 1)]
    [InlineData("mark", 2)]
    public async Task Mail_WhoseSenderDiesBeforeTheReply_GoesOnceAlone(string? mutant, int expected)
    {
        await _database.InitializeAsync();
        var reply = new TaskCompletionSource<bool>();
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            Script = new Script().On(Step.EndOfData, Reply.AcceptThen(Reply.WaitFor(reply.Task, Reply.Drop))).Times(1),
        });
        var first = Task.Run(() => SendAsync(server, Address(mutant)));
        await server.WaitForMessageAsync();

        _database.Execute("update smtpsoar.owner set dead = true");
        await SendWaitingAsync(server, Address(mutant));
        var arrived = server.Messages.Count;
        reply.SetResult(true);
        await first;

        AssertArrived(arrived, expected, mutant);
        Assert.Equal(mutant is null ? 1L : 0L, _database.Scalar("select count(*) from smtpsoar.queue where state = 5"));
    }

    [StoreTheory]
    [InlineData(null, 1)]
    [InlineData("fence", 2)]
    public async Task Mail_OfASenderThatSleptBeforeTheMark_GoesOnceAlone(string? mutant, int expected)
    {
        await _database.InitializeAsync();
        var (greeting, reply) = (new TaskCompletionSource<bool>(), new TaskCompletionSource<bool>());
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            Script = new Script()
                .On(Step.Connect, Reply.WaitFor(greeting.Task)).Times(1)
                .On(Step.EndOfData, Reply.AcceptThen(Reply.WaitFor(reply.Task, Reply.Of("250 2.0.0 taken")))).Times(1),
        });
        var first = Task.Run(() => SendAsync(server, Address(mutant)));
        await server.WaitForConnectionAsync();
        _database.Execute("update smtpsoar.owner set dead = true");
        var second = Task.Run(() => SendWaitingAsync(server, Address(mutant)));
        await server.WaitForMessageAsync();

        greeting.SetResult(true);
        await first;
        var arrived = server.Messages.Count;
        reply.SetResult(true);
        await second;

        AssertArrived(arrived, expected, mutant);
        Assert.Equal(1L, _database.Scalar("select count(*) from smtpsoar.sent"));
    }

    public void Dispose()
    {
        _proxy?.Dispose();
        _database.Dispose();
    }

    private void AssertArrived(int arrived, int expected, string? mutant)
    {
        Assert.Equal(expected, arrived);
        Assert.Equal(mutant is not null, _proxy is { Count: > 0 });
        Assert.Equal(0L, _database.Scalar("select count(*) from smtpsoar.queue where state in (0, 1)"));
    }

    private string Address(string? mutant)
    {
        var port = MailServers.Current.Postgres.Port;
        if (mutant is not null)
            _proxy ??= StatementProxy.Start(port, mutant);
        return _database.Address("sslmode=disable").Replace($":{port}/", $":{_proxy?.Port ?? port}/", System.StringComparison.Ordinal);
    }

    private static MailServiceOptions Options(SmtpTestServer server) =>
        new(Mailer.For(server, asset => asset.RetryCount = 0).Asset, new RecordingFeedback());

    private static async Task SendAsync(SmtpTestServer server, string address)
    {
        var options = Options(server);
        options.Outbox = address;
        using var service = new MailService(options);
        await service.SendAsync(service.Prepare(Mailer.Request(), default), default);
        await service.CloseAsync();
    }

    private static async Task SendWaitingAsync(SmtpTestServer server, string address)
    {
        using var outbox = new MailOutbox(address, new RecordingFeedback());
        await outbox.RecoverAsync(default);
        var options = Options(server);
        options.OpenOutbox = outbox;
        using var service = new MailService(options);
        OutboxEntry[] waiting = [.. outbox.List(new OutboxQuery { States = [OutboxState.Waiting] })];
        if (waiting.Length == 0)
            return;
        foreach (var mail in await service.ClaimAsync(waiting, (_, damage) => throw damage, default))
            await service.SendAsync(mail, default);
        await service.CloseAsync();
    }
}
