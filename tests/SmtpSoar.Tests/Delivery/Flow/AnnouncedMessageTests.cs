using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery.Flow;

/// <summary>Many messages, whose envelopes may go with the end of the one before: each message still has its own fate.</summary>
public sealed class AnnouncedMessageTests
{
    private const int Count = 200;

    [Fact]
    public async Task Messages_Many_AllArriveInTheirOrder()
    {
        var (server, outcomes) = await SendAsync(new Script());

        await using (server)
        {
            Assert.All(outcomes, outcome => Assert.Equal(("success", 1), (outcome.Result.Status, outcome.Result.Attempts)));
            Assert.Equal(Addresses(), Received(server));
            Assert.Single(server.Connections);
        }
    }

    [Theory]
    [InlineData("Mail", "554 5.7.1 no", "SenderRefused")]
    [InlineData("Rcpt", "550 5.1.1 nobody", "RecipientsRefused")]
    [InlineData("Data", "554 5.5.1 no", "MessageRefused")]
    [InlineData("EndOfData", "554 5.7.1 spam", "MessageRefused")]
    [InlineData("EndOfData", "451 4.3.0 later", "MessageRefused")]
    public async Task Some_Refused_OthersGoOverTheSameConnection(string step, string reply, string errorId)
    {
        var (server, outcomes) = await SendAsync(EverySeventh(step, Reply.Of(reply)));

        await using (server)
        {
            var failed = outcomes.Where(outcome => outcome.Error is not null).ToList();
            Assert.InRange(failed.Count, Count / 8, Count / 6);
            Assert.All(failed, outcome => Assert.Equal((errorId, reply), (outcome.Error!.ErrorId, outcome.Error.Reply!.ToString())));
            Assert.Equal(Sent(outcomes), Received(server));
            Assert.Single(server.Connections);
        }
    }

    [Theory]
    [InlineData("Mail", "drop")]
    [InlineData("Mail", "reset")]
    [InlineData("Mail", "421")]
    [InlineData("Rcpt", "drop")]
    [InlineData("Rcpt", "reset")]
    [InlineData("Data", "drop")]
    [InlineData("Data", "reset")]
    public async Task Connection_ClosedAtAnyPointOfTheGroup_CostsNoMessage(string step, string how)
    {
        var (server, outcomes) = await SendAsync(EverySeventh(step, Closing(how)));

        await using (server)
        {
            Assert.All(outcomes, outcome => Assert.True(outcome.Error is null, outcome.Error?.ToString()));
            Assert.Equal(Addresses().Order(), Received(server).Order());
        }
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("reset")]
    public async Task LastReply_Lost_IsUnknownForThatMessageAlone(string how)
    {
        var (server, outcomes) = await SendAsync(EverySeventh("EndOfData", Reply.AcceptThen(Closing(how))));

        await using (server)
        {
            var failed = outcomes.Where(outcome => outcome.Error is not null).ToList();
            Assert.InRange(failed.Count, Count / 8, Count / 6);
            Assert.All(failed, outcome => Assert.Equal("OutcomeUnknown", outcome.Error!.ErrorId));
            Assert.Equal(Addresses().Order(), Received(server).Order());
        }
    }

    [Fact]
    public async Task Server_ThatCloses_LeavesNoAnnouncedMessageBehind()
    {
        var (server, outcomes) = await SendAsync(EverySeventh("EndOfData", Reply.AndClose("421 4.4.2 closing")));

        await using (server)
        {
            Assert.All(outcomes.Where(outcome => outcome.Error is not null), outcome => Assert.Equal(421, outcome.Error!.Reply!.Code));
            Assert.Equal(Sent(outcomes).Order(), Received(server).Order());
        }
    }

    [Fact]
    public async Task Server_OutOfStep_SendsNoMessageTwice()
    {
        var twice = Reply.Raw("250 2.0.0 taken\r\n250 2.0.0 taken\r\n");
        var (server, outcomes) = await SendAsync(new Script().On(Step.EndOfData, twice).Skip(60).Times(1));

        await using (server)
        {
            var failed = outcomes.Where(outcome => outcome.Error is not null).ToList();
            Assert.InRange(failed.Count, 0, 1);
            Assert.All(failed, outcome => Assert.Contains(outcome.Error!.ErrorId, new[] { "ProtocolViolation", "OutcomeUnknown" }));
            Assert.Equal(Received(server).Distinct().Order(), Received(server).Order());
            Assert.Subset(Received(server).ToHashSet(), Sent(outcomes).ToHashSet());
        }
    }

    private static Reply Closing(string how) => how switch
    {
        "drop" => Reply.Drop,
        "reset" => Reply.Reset,
        _ => Reply.AndClose("421 4.4.2 closing"),
    };

    private static Script EverySeventh(string step, Reply reply) =>
        new Script().On((Step)typeof(Step).GetProperty(step)!.GetValue(null)!, reply).When(new Counter().IsSeventh);

    private static IEnumerable<string> Addresses() => Enumerable.Range(0, Count).Select(Mailer.Address);

    private static IEnumerable<string> Sent(IEnumerable<MailOutcome> outcomes) =>
        outcomes.Where(outcome => outcome.Error is null).Select(outcome => outcome.Result.Recipients[0].Address);

    private static IEnumerable<string> Received(SmtpTestServer server) =>
        server.Messages.Where(message => message.Size > 0).Select(message => message.Recipients[0].Address);

    private static async Task<(SmtpTestServer Server, IReadOnlyList<MailOutcome> Outcomes)> SendAsync(Script script)
    {
        var server = SmtpTestServer.Start(new ServerOptions { Script = script });
        using var mailer = Mailer.For(server, asset => asset.MaxConnections = 1);
        var outcomes = await Task.Run(() => mailer.SendAllAsync(Count));
        Assert.Equal(Addresses(), outcomes.Select(outcome => outcome.Result.Recipients[0].Address));
        return (server, outcomes);
    }

    private sealed class Counter
    {
        private int _count;

        public bool IsSeventh(StepContext context) => ++_count % 7 == 0;
    }
}
