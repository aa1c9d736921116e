using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Outbox.Stores;
using SmtpSoar.Tests.RealServers;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Postgres;

/// <summary>Many mails that come fast are kept by few commits, each once, in their order, and none is told as kept before its commit.</summary>
[NeedsRealServers]
public sealed class PostgresBulkTests : IDisposable
{
    private const int First = 5;

    private readonly TestDatabase _database = new();

    [StoreFact]
    public async Task Mails_ThatComeFast_AreKeptByFewCommits()
    {
        await _database.InitializeAsync();
        using var user = new TestUser(_database, "smtpsoar_accept");
        SlowDown();
        using var service = Service(user.Address);
        var outcomes = new List<MailOutcome>();

        await AddAsync(service, 0, 150);
        await TakeAsync(service, outcomes);

        await service.CloseAsync();
        Assert.Equal(Enumerable.Range(0, 150).Select(i => $"mail {i}"), outcomes.Select(Subject));
        Assert.All(outcomes, outcome => Assert.True(outcome.Result.IsKept));
        Assert.Equal(150L, _database.Scalar("select count(*) from smtpsoar.message"));
        Assert.InRange((long)_database.Scalar("select count(distinct xmin::text) from smtpsoar.message")!, 2, 15);
    }

    [StoreFact]
    public async Task Mails_OfACommandThatSendsThem_GoOnceAndInOrder()
    {
        await _database.InitializeAsync();
        await using var server = SmtpTestServer.Start();
        using var service = new MailService(new MailServiceOptions(Mailer.For(server).Asset, new RecordingFeedback()) { Outbox = _database.Address() });
        var outcomes = new List<MailOutcome>();

        await AddAsync(service, 0, 80);
        await TakeAsync(service, outcomes);
        await service.CloseAsync();

        Assert.Equal(Enumerable.Range(0, 80).Select(i => $"mail {i}"), outcomes.Select(Subject));
        Assert.All(outcomes, outcome => Assert.Equal(("success", false), (outcome.Result.Status, outcome.Result.IsKept)));
        Assert.Equal(80, server.Messages.Count);
        Assert.Equal(80L, _database.Scalar("select count(*) from smtpsoar.sent"));
    }

    [StoreFact]
    public async Task Commit_WhoseReplyIsLost_KeepsEachMailOnce()
    {
        await _database.InitializeAsync();
        using var user = new TestUser(_database, "smtpsoar_accept");
        var port = MailServers.Current.Postgres.Port;
        using var proxy = new CuttingProxy(port);
        using var service = Service(user.Address.Replace($":{port}/", $":{proxy.Port}/", StringComparison.Ordinal) + "?sslmode=disable");
        var outcomes = new List<MailOutcome>();
        await AddAsync(service, 0, First);
        proxy.CutAt("smtpsoar.accept(", isDone: true);

        await AddAsync(service, First, 60);
        await TakeAsync(service, outcomes);

        Assert.Equal(1, proxy.Cuts);
        Assert.All(outcomes, outcome => Assert.True(outcome.Result.IsKept));
        Assert.Equal((First + 60, First + 60L), (outcomes.Count, _database.Scalar("select count(*) from smtpsoar.message")));
        Assert.Equal(First + 60L, _database.Scalar("select count(*) from smtpsoar.queue where state = 0"));
    }

    [StoreFact]
    public async Task Mail_ThatIsRefused_KeepsNoOtherOut()
    {
        await _database.InitializeAsync();
        using var user = new TestUser(_database, "smtpsoar_accept");
        _database.Execute(
            "create function fail() returns trigger language plpgsql as $$ begin if convert_from(new.record, 'UTF8') like '%\"mail 30\"%' then "
            + "raise exception using errcode = 'disk_full', message = 'could not extend file'; end if; return new; end $$; "
            + "create trigger fail before insert on smtpsoar.message for each row execute function fail()");
        using var service = Service(user.Address);
        var outcomes = new List<MailOutcome>();

        await AddAsync(service, 0, 60);
        await TakeAsync(service, outcomes);

        Assert.Equal("OutboxDatabaseFull", outcomes[30].Error!.ErrorId);
        Assert.Single(outcomes, outcome => outcome.Error is not null);
        Assert.Equal(59L, _database.Scalar("select count(*) from smtpsoar.message"));
    }

    [StoreTheory]
    [InlineData("smtpsoar_accept")]
    [InlineData("smtpsoar_work")]
    public async Task Halt_TellsOfEachMailThatIsKept(string role)
    {
        await _database.InitializeAsync();
        using var user = new TestUser(_database, role);
        await using var server = SmtpTestServer.Start();
        using var service = Service(user.Address, server);
        var outcomes = new List<MailOutcome>();
        await AddAsync(service, 0, First);
        await TakeAsync(service, outcomes);

        await AddAsync(service, First, 60);
        outcomes.AddRange(await service.HaltAsync());
        service.Dispose();

        var kept = (long)_database.Scalar("select count(*) from smtpsoar.message")!;
        Assert.Equal(kept, outcomes.Count);
        Assert.Equal(kept - outcomes.Count(outcome => outcome.Result.IsKept), _database.Scalar("select count(*) from smtpsoar.sent"));
    }

    public void Dispose() => _database.Dispose();

    // Nobody listens there, and a user who may only accept connects to nobody.
    private static MailService Service(string address, SmtpTestServer? server = null)
    {
        var asset = server is null
            ? new SmtpAsset { Server = "127.0.0.1", Port = 1, SslMethod = SslMethod.None, SenderAddress = "from@example.org" }
            : Mailer.For(server).Asset;
        return new MailService(new MailServiceOptions(asset, new RecordingFeedback()) { Outbox = address });
    }

    // All are made before the first is added: how busy the machine is must not decide whether they come fast.
    private static async Task AddAsync(MailService service, int first, int count)
    {
        var mails = Enumerable.Range(first, count).Select(i => service.Prepare(Mail($"mail {i}"), default)).ToList();
        await Task.Run(async () =>
        {
            foreach (var mail in mails)
                await service.AddAsync(mail, default);
        });
    }

    private static EmailRequest Mail(string subject)
    {
        var mail = Mailer.Request();
        mail.Subject = subject;
        return mail;
    }

    // None is told before it is durable.
    private async Task TakeAsync(MailService service, List<MailOutcome> outcomes)
    {
        while (await service.NextAsync(default) is { } outcome)
        {
            outcomes.Add(outcome);
            if (outcome.Result.OutboxId is { } id)
                Assert.Equal(1L, _database.Scalar($"select count(*) from smtpsoar.message where id = '{id}'"));
        }
    }

    private string Subject(MailOutcome outcome) => (string)_database.Scalar(
        $"select convert_from(record, 'UTF8')::json ->> 'subject' from smtpsoar.message where id = '{outcome.Result.OutboxId}'")!;

    // Each commit takes so long that the next mails are there at its end, however busy this machine is.
    private void SlowDown() => _database.Execute(
        "create function slow() returns trigger language plpgsql as $$ begin "
        + "if current_setting('slow.done', true) is distinct from txid_current()::text then "
        + "perform set_config('slow.done', txid_current()::text, true); perform pg_sleep(0.1); end if; return new; end $$; "
        + "create trigger slow before insert on smtpsoar.message for each row execute function slow()");
}
