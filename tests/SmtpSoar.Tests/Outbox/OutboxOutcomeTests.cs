using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Delivery.Retry;
using Xunit;

namespace SmtpSoar.Tests.Outbox;

/// <summary>Where a message goes after it was tried.</summary>
public sealed class OutboxOutcomeTests : OutboxTestBase
{
    [Fact]
    public async Task Accepted_IsSentWithTheServersReply()
    {
        await using var server = Start();

        var outcome = await SendAsync(Service(server));
        Close();

        Assert.Equal("success", outcome.Result.Status);
        Assert.Null(outcome.Error);
        var entry = Single(OutboxState.Sent);
        Assert.Equal(outcome.Result.OutboxId, entry.Id);
        Assert.Equal(outcome.Result.ServerResponse, entry.ServerResponse);
        Assert.Equal((1, "hello", "from@example.org", outcome.Result.MessageId), (entry.Attempts, entry.Subject, entry.From, entry.MessageId));
        Assert.Equal(["to@example.org"], entry.To);
        Assert.Equal(server.Messages.Single().Data, File.ReadAllBytes(entry.Path));
        Assert.Equal(new FileInfo(entry.Path).Length, entry.Size);
        AssertNothingLeft();
    }

    [Theory]
    [InlineData("Mail", "550 5.7.1 no", "SenderRefused")]
    [InlineData("Mail", "552 5.3.4 too large", "MessageRefused")]
    [InlineData("Rcpt", "550 5.1.1 nobody", "RecipientsRefused")]
    [InlineData("Data", "554 5.6.0 no", "MessageRefused")]
    [InlineData("EndOfData", "554 5.6.0 spam", "MessageRefused")]
    public async Task RefusedForGood_IsFailed(string step, string reply, string error)
    {
        await using var server = Start(new Script().On(Find(step), Reply.Of(reply)));

        var outcome = await SendAsync(Service(server));

        Assert.Equal(("failed", error), (outcome.Result.Status, outcome.Result.ErrorId));
        Assert.Contains($"in the outbox '{Root}' as failed", outcome.Result.Message);
        var entry = Single(OutboxState.Failed);
        Assert.Equal((error, reply), (entry.ErrorId, entry.ServerResponse));
        Assert.Null(entry.NextTry);
    }

    [Theory]
    [InlineData("Connect", "554 5.3.2 not you")]
    [InlineData("Mail", "451 4.3.0 later")]
    [InlineData("Rcpt", "450 4.2.1 later")]
    [InlineData("Data", "451 4.3.0 later")]
    [InlineData("EndOfData", "451 4.3.0 later")]
    public async Task RefusedForNow_Waits(string step, string reply)
    {
        await using var server = Start(new Script().On(Find(step), Reply.Of(reply)).Times(1));

        var outcome = await SendAsync(Service(server));
        Close();

        Assert.Equal("failed", outcome.Result.Status);
        Assert.Contains($"kept in the outbox '{Root}'; Send-SoarOutbox sends it later", outcome.Result.Message);
        var entry = Single(OutboxState.Waiting);
        Assert.Equal((1, outcome.Result.ErrorId), (entry.Attempts, entry.ErrorId));
        Assert.InRange(entry.NextTry!.Value - Clock.GetUtcNow(), TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(90));
        AssertNothingLeft();
    }

    [Fact]
    public async Task LostReply_IsUnknown()
    {
        await using var server = Start(new Script().On(Step.EndOfData, Reply.AcceptThen(Reply.Drop)));

        var outcome = await SendAsync(Service(server));

        Assert.Equal("OutcomeUnknown", outcome.Result.ErrorId);
        Assert.Contains("-ResendUnknown", outcome.Result.Message);
        Assert.Equal("OutcomeUnknown", Single(OutboxState.Unknown).ErrorId);
    }

    [Fact]
    public async Task Marker_IsOnTheDiskWhenTheServerHasAllAndGoneOnceItHasRefused()
    {
        string? atData = null, atEnd = null, afterRefusal = null;
        await using var server = Start(new Script()
            .On(Step.Data, Reply.Of("000")).When(_ => (atData ??= StateOnDisk()) is null)
            .On(Step.EndOfData, Reply.Of("451 4.3.0 later")).When(_ => (atEnd ??= StateOnDisk()) is not null).Times(1)
            .On(Step.Mail, Reply.Of("000")).When(_ => atEnd is not null && (afterRefusal ??= StateOnDisk()) is null));

        await SendAsync(Service(server, asset => asset.RetryCount = 1));

        Assert.Equal(("Waiting", "Sending", "Waiting"), (atData, atEnd, afterRefusal));
        Single(OutboxState.Sent);
    }

    [Fact]
    public async Task RefusedForNow_BesideAnAcceptedOne_GetsItLaterAndNobodyTwice()
    {
        await using var server = Start(new Script().On(Step.Rcpt, Reply.Of("450 4.2.1 later")).When(context => context.Argument.Contains("b@", StringComparison.Ordinal)).Times(1));
        using var service = Service(server);

        var outcome = await SendAsync(service, "a@example.org", "b@example.org", "c@example.org");

        Assert.Equal(("success", "RecipientRefused"), (outcome.Result.Status, outcome.Result.ErrorId));
        Assert.Contains("get it later", outcome.Error!.Advice);
        var entry = Single(OutboxState.Waiting);
        Assert.Equal([true, null, true], entry.Recipients.Select(recipient => recipient.Accepted));

        var second = await SendAgainAsync(service, entry);

        Assert.Null(second.Error);
        Assert.Equal([true, true, true], second.Result.Recipients.Select(recipient => recipient.Accepted));
        Assert.Equal(["a@example.org,c@example.org", "b@example.org"], server.Messages.Select(message => string.Join(",", message.Recipients)));
        Single(OutboxState.Sent);
    }

    [Theory]
    [InlineData("251 taken")]
    [InlineData("200 ok")]
    public async Task FinalReply_OfSuccessThatIsNo250_IsSent(string reply)
    {
        await using var server = Start(new Script().On(Step.EndOfData, Reply.Of(reply)));

        var outcome = await SendAsync(Service(server), "a@example.org");

        Assert.Equal((null, reply), (outcome.Error, outcome.Result.ServerResponse));
        Assert.Equal(reply, Single(OutboxState.Sent).ServerResponse);
    }

    [Fact]
    public async Task FinalReply_ThatIsNone_IsUnknownAndNotSentAgain()
    {
        await using var server = Start(new Script().On(Step.EndOfData, Reply.Of("354 more")));

        var outcome = await SendAsync(Service(server), "a@example.org");

        Assert.Equal("OutcomeUnknown", outcome.Error!.ErrorId);
        Assert.Contains("354 more", outcome.Error.Message);
        Single(OutboxState.Unknown);
    }

    [Fact]
    public async Task LostReply_RecipientsKeepTheirsAndAreSentToAgainOnDemandOnly()
    {
        await using var server = Start(new Script()
            .On(Step.Rcpt, Reply.Of("550 5.1.1 nobody")).When(context => context.Argument.Contains("no@"))
            .On(Step.Mail, Reply.Of("451 4.3.0 later")).Skip(1).Times(1)
            .On(Step.EndOfData, Reply.AcceptThen(Reply.Drop)).Times(1));
        using var service = Service(server);

        await SendAsync(service, "a@example.org", "no@example.org");
        await SendAgainAsync(service, Single(OutboxState.Unknown)); // refused at MAIL
        Close();
        var entry = Single(OutboxState.Unknown);

        Assert.Equal([(true, 250, true), (false, 550, false)], entry.Recipients.Select(recipient => (recipient.Accepted!.Value, recipient.StatusCode!.Value, recipient.OutcomeUnknown)));

        using var again = Service(server);
        var second = await SendAgainAsync(again, entry);

        Assert.Equal("success", second.Result.Status);
        Assert.Equal(["a@example.org", "a@example.org"], server.Messages.Select(message => string.Join(",", message.Recipients)));
        Assert.DoesNotContain(Single(OutboxState.Sent).Recipients, recipient => recipient.OutcomeUnknown);
    }

    [Fact]
    public async Task RefusedForNow_WithRetries_IsWrittenDownBeforeAnybodyIsAskedAgain()
    {
        await using var server = Start(new Script().On(Step.Rcpt, Reply.Of("450 4.2.0 later")).When(context => context.Argument.Contains("later@")));

        await SendAsync(Service(server, asset => asset.RetryCount = 4), "a@example.org", "later@example.org");

        Assert.Equal("later@example.org", Assert.Single(Single(OutboxState.Waiting).Recipients, recipient => recipient.Accepted is null).Address);
        Assert.Equal("a@example.org", Assert.Single(Assert.Single(server.Messages).Recipients).Address);
        Assert.Equal("Waiting", StateOnDisk());
    }

    [Fact]
    public async Task TooManyRecipients_GoInSeveralTransactionsAndEachIsWrittenDown()
    {
        var states = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var count = 0;
        var script = new Script()
            .On(Step.Mail, _ =>
            {
                states.Enqueue(StateOnDisk());
                count = 0;
                return Reply.Proceed;
            })
            .On(Step.Rcpt, Reply.Of("452 4.5.3 Too many recipients")).When(_ => ++count > 2);
        await using var server = Start(script);

        var outcome = await SendAsync(Service(server), "a@example.org", "b@example.org", "c@example.org", "d@example.org", "e@example.org");

        Assert.Null(outcome.Error);
        Assert.Equal([2, 2, 1], server.Messages.Select(message => message.Recipients.Count));
        Assert.All(outcome.Result.Recipients, recipient => Assert.True(recipient.Accepted));
        Assert.All(states, state => Assert.Equal("Waiting", state));
        Single(OutboxState.Sent);
    }

    [Fact]
    public async Task TooManyRecipients_AtAServerThatClosesOverErrors_EachGetsItOnce()
    {
        string[] many = [.. Enumerable.Range(0, 250).Select(Mailer.Address)];
        await using var server = Start(new LimitedServer(100).Script());

        var outcome = await SendAsync(Service(server), many);
        Close();

        Assert.Null(outcome.Error);
        Assert.Equal(many, server.Messages.SelectMany(message => message.Recipients).Select(recipient => recipient.Address));
        Assert.Equal([100, 100, 50], server.Messages.Select(message => message.Recipients.Count));
        Assert.All(Single(OutboxState.Sent).Recipients, recipient => Assert.Equal((true, 250, false), (recipient.Accepted, recipient.StatusCode, recipient.OutcomeUnknown)));
    }

    [Fact]
    public async Task TooManyRecipients_ReplyLostInTheSecondTransaction_IsUnknownAndOnlyTheOpenOnesAreSentToAgain()
    {
        string[] many = [.. Enumerable.Range(0, 5).Select(Mailer.Address)];
        await using var server = Start(new LimitedServer(2).Script().On(Step.EndOfData, Reply.AcceptThen(Reply.Drop)).Skip(1).Times(1));
        using var service = Service(server);

        var outcome = await SendAsync(service, many);

        Assert.Equal(("failed", "OutcomeUnknown"), (outcome.Result.Status, outcome.Result.ErrorId));
        Assert.Equal([false, false, true, true, false], outcome.Result.Recipients.Select(recipient => recipient.OutcomeUnknown));
        var entry = Single(OutboxState.Unknown);
        Assert.Equal([true, true, true, true, null], entry.Recipients.Select(recipient => recipient.Accepted));

        await SendAgainAsync(service, entry);

        Assert.Equal(["u0,u1", "u2,u3", "u2,u3", "u4"], server.Messages.Select(message => string.Join(",", message.Recipients.Select(recipient => recipient.Address.Split('@')[0]))));
        Single(OutboxState.Sent);
    }

    [Fact]
    public async Task TooManyRecipients_OfOldServers_StayOpenWhereTheNextTransactionFails()
    {
        var mails = 0;
        await using var server = Start(new Script()
            .On(Step.Mail, Reply.Of("451 4.3.0 later")).When(_ => ++mails == 2)
            .On(Step.Rcpt, Reply.Of("552 5.5.3 too many")).When(context => mails == 1 && !context.Argument.Contains("a@")));
        using var service = Service(server);

        var outcome = await SendAsync(service, "a@example.org", "b@example.org");

        Assert.Equal(("success", "RecipientRefused"), (outcome.Result.Status, outcome.Result.ErrorId));
        Assert.Contains("get it later", outcome.Error!.Advice);
        var entry = Single(OutboxState.Waiting);
        Assert.Equal([true, null], entry.Recipients.Select(recipient => recipient.Accepted));

        await SendAgainAsync(service, entry);

        Assert.Equal(["a@example.org", "b@example.org"], server.Messages.Select(message => string.Join(",", message.Recipients)));
        Single(OutboxState.Sent);
    }

    [Fact]
    public async Task RefusedForGood_BesideAnAcceptedOne_IsSentWithTheError()
    {
        await using var server = Start(new Script().On(Step.Rcpt, Reply.Of("550 5.1.1 nobody")).When(context => context.Argument.Contains("b@", StringComparison.Ordinal)));

        var outcome = await SendAsync(Service(server), "a@example.org", "b@example.org");

        Assert.Equal(("success", "RecipientRefused"), (outcome.Result.Status, outcome.Result.ErrorId));
        Assert.DoesNotContain("later", outcome.Error!.Advice);
        Assert.Equal([true, false], Single(OutboxState.Sent).Recipients.Select(recipient => recipient.Accepted));
    }

    [Fact]
    public async Task RefusedForNowAndForGood_NobodyAccepted_WaitsForThoseRefusedForNow()
    {
        await using var server = Start(new Script()
            .On(Step.Rcpt, Reply.Of("550 5.1.1 nobody")).When(context => context.Argument.Contains("a@", StringComparison.Ordinal))
            .On(Step.Rcpt, Reply.Of("450 4.2.1 later")).Times(1));
        using var service = Service(server);

        await SendAsync(service, "a@example.org", "b@example.org");
        await SendAgainAsync(service, Single(OutboxState.Waiting));

        Assert.Equal("b@example.org", server.Messages.Single().Recipients.Single().Address);
        Single(OutboxState.Sent);
    }

    [Theory]
    [InlineData("Mail", OutboxState.Waiting)]
    [InlineData("EndOfData", OutboxState.Unknown)]
    public async Task Stopped_GoesBackUnlessTheServerHadAllOfIt(string step, OutboxState expected)
    {
        using var stop = new CancellationTokenSource();
        await using var server = Start(new Script().On(Find(step), context =>
        {
            stop.CancelAfter(50);
            return Reply.Hang;
        }));

        await SendAsync(Service(server), Mailer.Request(), stop.Token);
        Close();

        Assert.Null(Single(expected).NextTry);
        AssertNothingLeft();
    }

    [Fact]
    public async Task WaitedForFiveDays_IsFailedAtTheNextTry()
    {
        await using var server = Start(new Script().On(Step.Mail, Reply.Of("451 4.3.0 later")));
        using var service = Service(server);
        await SendAsync(service);

        Clock.Advance(TimeSpan.FromDays(4.9));
        await SendAgainAsync(service, Single(OutboxState.Waiting));
        Assert.Equal(2, Single(OutboxState.Waiting).Attempts);
        Clock.Advance(TimeSpan.FromDays(0.2));
        await SendAgainAsync(service, Single(OutboxState.Waiting));

        Assert.Equal("SenderRefused", Single(OutboxState.Failed).ErrorId);
    }

    [Fact]
    public async Task Waits_GrowFromAMinuteToHalfAnHour()
    {
        var random = 0.0;
        Random = () => random;
        await using var server = Start(new Script().On(Step.Mail, Reply.Of("451 4.3.0 later")));
        using var service = Service(server);
        await SendAsync(service);
        var first = Single(OutboxState.Waiting).NextTry!.Value - Clock.GetUtcNow();
        random = 0.999;
        for (var i = 0; i < 8; i++)
            await SendAgainAsync(service, Single(OutboxState.Waiting));

        Assert.Equal(TimeSpan.FromMinutes(1), first);
        Assert.InRange(Single(OutboxState.Waiting).NextTry!.Value - Clock.GetUtcNow(), TimeSpan.FromMinutes(29.9), TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task ServerAway_TheOthersAreOnlyAcceptedForAWhile()
    {
        var server = Start();
        var port = server.Port;
        await server.DisposeAsync();
        using var service = Service(server, asset => asset.RetryMaxDelaySec = 60);

        var first = await SendAsync(service);
        await using var back = SmtpTestServer.Start(new ServerOptions { Port = port });
        var second = await SendAsync(service);
        Clock.Advance(TimeSpan.FromSeconds(61));
        var third = await SendAsync(service);

        Assert.Equal(["ConnectionRefused", "ConnectionRefused", null], new[] { first, second, third }.Select(outcome => outcome.Result.ErrorId));
        Assert.Equal((1, 0), (first.Result.Attempts, second.Result.Attempts));
        Assert.Contains("not tried for this message, which is kept in the outbox", second.Result.Message);
        Assert.Single(back.Messages);
        Assert.Equal([1, 0], List(OutboxState.Waiting).Select(entry => entry.Attempts));
        Assert.Null(List(OutboxState.Waiting)[1].NextTry);
    }

    [Fact]
    public async Task ServerAway_TriedSeveralTimes_WaitsAMinuteAllTheSame()
    {
        var server = Start();
        await server.DisposeAsync();
        using var service = Service(server, asset => asset.RetryCount = 4);

        var result = (await SendAsync(service)).Result;

        Assert.Equal((5, true), (result.Attempts, result.IsKept));
        Assert.Equal(5, Single(OutboxState.Waiting).Attempts);
        Assert.InRange(Single(OutboxState.Waiting).NextTry!.Value - Clock.GetUtcNow(), TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task LostConnection_IsNoReasonToLeaveTheOthers()
    {
        await using var server = Start(new Script().On(Step.Data, Reply.Drop).Times(1));
        using var service = Service(server);

        Assert.Equal("ConnectionLost", (await SendAsync(service)).Result.ErrorId);
        Assert.Null((await SendAsync(service)).Error);
    }

    [Fact]
    public async Task Secrets_AreNowhereInTheOutbox()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Users = Mailer.Users, Script = new Script().On(Step.Auth, Reply.Of($"535 5.7.8 no '{Mailer.Password}'")) });

        await SendAsync(Service(server, Mailer.LogIn));
        Close();

        Assert.Equal("AuthenticationFailed", Single(OutboxState.Waiting).ErrorId);
        Assert.All(Directory.GetFiles(Root, "*", SearchOption.AllDirectories), file => Assert.DoesNotContain(Mailer.Password, File.ReadAllText(file)));
    }

    [Fact]
    public async Task PickupDirectory_IsSentOnceTheFileIsThere()
    {
        await using var server = Start();
        var pickup = Path.Combine(Root, "..", "pickup");
        await SendAsync(Service(server, asset => asset.PickupDirectory = pickup));
        var file = Single(OutboxState.Sent).ServerResponse!;

        Assert.Equal(Directory.GetFiles(pickup).Single(), file);
        Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Single(OutboxState.Sent).Path));
    }

    [Fact]
    public async Task PickupDirectory_NotWritable_Waits()
    {
        await using var server = Start();
        var pickup = Path.Combine(Path.GetDirectoryName(Root)!, "file");
        File.WriteAllText(pickup, "");

        await SendAsync(Service(server, asset => asset.PickupDirectory = pickup));

        Assert.Equal("PickupFailed", Single(OutboxState.Waiting).ErrorId);
    }

    private static Step Find(string name) => (Step)typeof(Step).GetProperty(name)!.GetValue(null)!;
}
