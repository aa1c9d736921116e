using System;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Core.Transport;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Rules;

/// <summary>Tests what becomes of a message in an outbox, whatever store keeps it and whatever way out it took.</summary>
public sealed class OutboxRulesTests : OutboxRulesTestBase
{
    [Fact]
    public async Task Database_ThatGoesAfterTheMessageWasKept_IsNoReasonToSendItAnew()
    {
        Sender.Next = (_, _) => DeliveryReceipt.Failed(Errors.OutboxUnreachable.With("box", "the database system is shutting down"));

        var receipt = await SendAsync("one@example.org");

        Assert.True(receipt.IsKept);
        Assert.EndsWith("Send-SoarOutbox sends it later.", receipt.Failure!.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("again", receipt.Failure.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing", receipt.Failure.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taken_ByTheServer_IsSentWithItsReply()
    {
        var receipt = await SendAsync();

        var entry = await SingleAsync();
        Assert.Equal((OutboxState.Sent, "250 Ok", 1), (entry.State, entry.ServerResponse, entry.Attempts));
        Assert.Equal(Clock.GetUtcNow(), entry.Finished);
        Assert.Equal((entry.Id, entry.Size, false, null), (receipt.OutboxId, receipt.StoredSize!.Value, receipt.IsKept, receipt.Failure));
    }

    [Theory]
    [InlineData("MessageRefused", 554, OutboxState.Failed)]
    [InlineData("MessageRefused", 451, OutboxState.Waiting)]
    [InlineData("ConnectionLost", 0, OutboxState.Waiting)]
    [InlineData("TlsRefused", 0, OutboxState.Waiting)]
    [InlineData("Stopped", 0, OutboxState.Waiting)]
    public async Task Refused_ByAnError_BecomesWhatTheErrorsRuleSays(string id, int code, OutboxState expected)
    {
        Sender.Next = (message, _) => ScriptedSender.Refuse(message, Failure(id, code));

        var receipt = await SendAsync();

        var entry = await SingleAsync();
        Assert.Equal((expected, id, expected == OutboxState.Waiting), (entry.State, entry.ErrorId, receipt.IsKept));
        Assert.Contains("in the outbox 'memory://rules'", receipt.Failure!.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_ForNow_WaitsByTheStoresClock()
    {
        Sender.Next = (message, _) => ScriptedSender.Refuse(message, Failure("MessageRefused", 451));

        await SendAsync();

        Assert.Equal(Clock.GetUtcNow().AddMinutes(1), (await SingleAsync()).NextTry);
    }

    [Fact]
    public async Task Refused_ForFiveDaysOfTheStoresClock_IsGivenUp()
    {
        Sender.Next = (message, _) => ScriptedSender.Refuse(message, Failure("MessageRefused", 451));
        await SendAsync();
        AdvanceCaller(TimeSpan.FromDays(100));
        Clock.Advance(TimeSpan.FromDays(5) - TimeSpan.FromSeconds(1));
        await SendAgainAsync();
        Assert.Equal(OutboxState.Waiting, (await SingleAsync()).State);

        Clock.Advance(TimeSpan.FromSeconds(1));
        await SendAgainAsync();

        Assert.Equal((OutboxState.Failed, 3), ((await SingleAsync()).State, (await SingleAsync()).Attempts));
    }

    [Theory]
    [InlineData("Stopped")]
    [InlineData("OutboxUnreachable")]
    [InlineData("OutboxDatabaseReadOnly")]
    [InlineData("OutboxMessageLost")]
    public async Task Suspended_ByAPersonOrTheOutbox_MayGoOnAtOnce(string id)
    {
        Sender.Next = (message, _) => ScriptedSender.Refuse(message, Failure(id));

        await SendAsync();

        Assert.Equal((OutboxState.Waiting, null), ((await SingleAsync()).State, (await SingleAsync()).NextTry));
        Assert.Null(Work.Pause.Failure);
        Sender.Next = (message, _) => ScriptedSender.Refuse(message, Failure("MessageRefused", 451));
        await SendAgainAsync();
        Assert.Equal(Clock.GetUtcNow().AddMinutes(1), (await SingleAsync()).NextTry);
    }

    [Fact]
    public async Task Recipients_WithMixedAnswers_GetItOnceEach()
    {
        Sender.Next = (message, _) => Sender.Answer(message, address => address[0] switch { 'l' => 450, 'n' => 550, _ => 250 });
        await SendAsync("ann@example.org", "later@example.org", "never@example.org");
        var waiting = await SingleAsync();
        Assert.Equal(OutboxState.Waiting, waiting.State);
        Assert.Equal([true, null, false], waiting.Recipients.Select(recipient => recipient.Accepted));
        Sender.Next = null;

        var receipt = await SendAgainAsync();

        Assert.Equal(["ann@example.org", "later@example.org"], Sender.Arrived);
        Assert.Equal([true, true, false], receipt.Recipients!.Select(recipient => recipient.Accepted));
        var sent = await SingleAsync();
        Assert.Equal((OutboxState.Sent, "RecipientRefused"), (sent.State, sent.ErrorId));
        Assert.Equal([250, 250, 550], sent.Recipients.Select(recipient => recipient.StatusCode));
    }

    [Fact]
    public async Task Lost_AfterTheLastByte_IsUnknownUntilAPersonSendsItAgain()
    {
        Sender.Next = (message, _) =>
        {
            ScriptedSender.Commit(message);
            return DeliveryReceipt.Failed(Failure("OutcomeUnknown"), attempts: 1);
        };
        await SendAsync();
        Assert.Equal((OutboxState.Unknown, false), ((await SingleAsync()).State, (await SingleAsync()).Resent));
        Sender.Next = (message, _) => ScriptedSender.Refuse(message, Failure("MessageRefused", 554));
        await SendAgainAsync(OutboxState.Unknown);
        Assert.Equal(OutboxState.Unknown, (await SingleAsync()).State);
        Sender.Next = null;

        await SendAgainAsync(OutboxState.Unknown);

        Assert.Equal((OutboxState.Sent, true), ((await SingleAsync()).State, (await SingleAsync()).Resent));
    }

    [Fact]
    public async Task ServerAway_ForOneMessage_LeavesTheOthersUntriedForAWhile()
    {
        Sender.Next = (_, _) => DeliveryReceipt.Failed(Failure("ConnectionRefused"), attempts: 1);
        await SendAsync();
        Sender.Next = null;

        var second = await SendAsync();
        AdvanceCaller(TimeSpan.FromSeconds(60));
        var third = await SendAsync();

        Assert.Equal(("ConnectionRefused", true, null), (second.Failure!.ErrorId, second.IsKept, third.Failure));
        Assert.Single(Sender.Arrived);
        Assert.Equal([1, 0], List().Where(entry => entry.State == OutboxState.Waiting).Select(entry => entry.Attempts));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Store_FailingAfterTheServersReply_LeavesASentMailSent(bool byABug)
    {
        Outbox.BeforeWrite = what =>
        {
            if (what == "finish")
                throw byABug ? new TimeoutException("The database is away.") : Failure("OutboxNotWritable");
        };

        var receipt = await SendAsync();

        Assert.Null(receipt.Failure);
        Assert.Equal("250 Ok", receipt.Response);
        Assert.Contains("could not be written down", Assert.Single(Feedback.Warnings), StringComparison.Ordinal);
        Outbox.BeforeWrite = _ => { };
        Store.Kill();
        Outbox.Recover();
        Assert.Equal(OutboxState.Unknown, List().Single().State);
    }

    [Fact]
    public async Task Store_FailingToAccept_SendsNothing()
    {
        Outbox.BeforeWrite = _ => throw Failure("OutboxNotWritable");

        var receipt = await SendAsync();

        Assert.Equal(("OutboxNotWritable", false, null), (receipt.Failure!.ErrorId, receipt.IsKept, receipt.OutboxId));
        Assert.Empty(Sender.Arrived);
    }

    private static SmtpSoarException Failure(string id, int code = 0)
    {
        var error = Errors.All.Single(definition => definition.Id == id).With("server", "why", "how");
        return code == 0 ? error : error.After(new SmtpReply(code, null, "said"), null);
    }
}
