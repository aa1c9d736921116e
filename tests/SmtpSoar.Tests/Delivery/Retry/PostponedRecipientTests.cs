using System;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery.Retry;

/// <summary>The server takes a message for some, and asks us to come back for others.</summary>
public sealed class PostponedRecipientTests
{
    private const string Greylisted = "450 4.2.0 Greylisted, see you later";

    private static readonly string[] Everybody = ["a@example.org", "later@example.org", "b@example.org", "never@example.org"];

    [Fact]
    public async Task RecipientRefusedForNow_GetsTheMessageLaterAndNobodyElseDoes()
    {
        await using var server = Start(Later(Greylisted).Times(2));
        using var mailer = For(server);

        var outcome = await mailer.SendAsync("a@example.org", "later@example.org", "b@example.org");

        Assert.Null(outcome.Error);
        Assert.Equal(("success", 3), (outcome.Result.Status, outcome.Result.Attempts));
        Assert.All(outcome.Result.Recipients, recipient => Assert.True(recipient.Accepted));
        Assert.Equal(["a@example.org", "b@example.org"], server.Messages[0].Recipients.Select(recipient => recipient.Address));
        Assert.Equal("later@example.org", Assert.Single(server.Messages[1].Recipients).Address);
        Assert.Equal(server.Messages[0].Data.ToArray(), server.Messages[1].Data.ToArray());
        Assert.Equal(2, server.Messages.Count);
    }

    [Fact]
    public async Task RecipientRefusedForNowAgainAndAgain_IsNamedWithItsLastReply()
    {
        await using var server = Start(Later(Greylisted).On(Step.Rcpt, Reply.Of("550 5.1.1 no such user")).When(context => context.Argument.Contains("never@")));
        using var mailer = For(server);

        var outcome = await mailer.SendAsync(Everybody);

        Assert.Equal(("success", "RecipientRefused", 3), (outcome.Result.Status, outcome.Error!.ErrorId, outcome.Result.Attempts));
        Assert.Contains("later@example.org (450 4.2.0 Greylisted, see you later)", outcome.Error.Message);
        Assert.Contains("never@example.org (550 5.1.1 no such user)", outcome.Error.Message);
        Assert.Equal([true, false, true, false], outcome.Result.Recipients.Select(recipient => recipient.Accepted!.Value));
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task RecipientTriedLater_ReplyLost_IsUnknownAndNotTriedAgain()
    {
        await using var server = Start(Later(Greylisted).Times(1).On(Step.EndOfData, Reply.AcceptThen(Reply.Drop)).Skip(1).Times(1));
        using var mailer = For(server);

        var outcome = await mailer.SendAsync("a@example.org", "later@example.org");

        Assert.Equal(("success", "OutcomeUnknown"), (outcome.Result.Status, outcome.Error!.ErrorId));
        Assert.Equal([true, true], outcome.Result.Recipients.Select(recipient => recipient.Accepted));
        Assert.Equal([false, true], outcome.Result.Recipients.Select(recipient => recipient.OutcomeUnknown));
        Assert.Contains("later@example.org (tried by itself", outcome.Error.Message);
        Assert.Equal(2, server.Messages.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task TooManyRecipients_GoInSeveralTransactionsWithoutWaiting(int retryCount)
    {
        await using var server = Start(new Script().On(Step.Rcpt, Reply.Of("452 4.5.3 Too many recipients")).When(context => IsBeyondThree(context)));
        using var mailer = For(server, asset => asset.RetryCount = retryCount);
        var clock = mailer.SkipWaits();
        var to = Enumerable.Range(0, 10).Select(Mailer.Address).ToArray();

        var outcome = await mailer.SendAsync(to);

        Assert.Null(outcome.Error);
        Assert.Equal([3, 3, 3, 1], server.Messages.Select(message => message.Recipients.Count));
        Assert.Equal(to, server.Messages.SelectMany(message => message.Recipients).Select(recipient => recipient.Address));
        Assert.Empty(clock.Waits);
    }

    [Fact]
    public async Task TooManyRecipients_ServerThatTakesNoMore_IsNotAskedForEver()
    {
        await using var server = Start(new Script().On(Step.Rcpt, Reply.Of("452 4.5.3 Too many recipients")).When(context => !context.Argument.Contains("u0@")));
        using var mailer = For(server, asset => asset.RetryCount = 0);

        var outcome = await mailer.SendAsync(Mailer.Address(0), Mailer.Address(1));

        Assert.Equal(("success", "RecipientRefused"), (outcome.Result.Status, outcome.Error!.ErrorId));
        Assert.Equal(2, outcome.Result.Attempts);
    }

    [Fact]
    public async Task RetryCountZero_RecipientIsNotTriedAgain()
    {
        await using var server = Start(Later(Greylisted).Times(1));
        using var mailer = For(server, asset => asset.RetryCount = 0);

        var outcome = await mailer.SendAsync("a@example.org", "later@example.org");

        Assert.Equal(("RecipientRefused", 1), (outcome.Error!.ErrorId, outcome.Result.Attempts));
    }

    // The transcript of a transaction begins with its MAIL.
    private static bool IsBeyondThree(StepContext context) =>
        context.Connection.Transcript.Reverse().TakeWhile(line => !line.StartsWith("C: MAIL", StringComparison.Ordinal)).Count(line => line.StartsWith("S: 250 2.1.5", StringComparison.Ordinal)) >= 3;

    private static Script Later(string reply) => new Script().On(Step.Rcpt, Reply.Of(reply)).When(context => context.Argument.Contains("later@"));

    private static SmtpTestServer Start(Script script) => SmtpTestServer.Start(new ServerOptions { Script = script });

    private static Mailer For(SmtpTestServer server, Action<SmtpAsset>? change = null)
    {
        var mailer = Mailer.For(server, asset =>
        {
            asset.RetryCount = 2;
            change?.Invoke(asset);
        });
        mailer.SkipWaits();
        return mailer;
    }
}
