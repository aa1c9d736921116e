using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery.Retry;

/// <summary>The server takes only so many recipients at once (RFC 5321, section 4.5.3.1.10).</summary>
public sealed class RecipientLimitTests
{
    private static readonly string[] Many = [.. Enumerable.Range(0, 250).Select(Mailer.Address)];

    public static TheoryData<bool, string> Servers
    {
        get
        {
            var data = new TheoryData<bool, string>();
            foreach (var reply in new[] { "452 4.5.3 Error: too many recipients", "552 5.5.3 Too many recipients", "452 Too many recipients", "552 Too many recipients", "451 4.5.3 Too many recipients", "550 5.5.3 Too many" })
            {
                data.Add(true, reply);
                data.Add(false, reply);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task TooMany_AtAServerThatClosesOverErrors_EachGetsItOnce(bool pipelining, string reply)
    {
        var limited = new LimitedServer(100, reply: reply);
        await using var server = SmtpTestServer.Start(limited.Options(pipelining));
        using var mailer = Mailer.For(server);

        var first = await mailer.SucceedAsync(Mailer.Request(Many));
        var refused = limited.Refused;
        await mailer.SucceedAsync(Mailer.Request(Many));

        Assert.Equal([100, 100, 50, 100, 100, 50], server.Messages.Select(message => message.Recipients.Count));
        Assert.Equal([.. Many, .. Many], Recipients(server));
        Assert.All(first.Recipients, recipient => Assert.True(recipient.Accepted));
        Assert.Equal((refused, true), (limited.Refused, refused is > 0 and <= 21));
        Assert.InRange(server.Connections.Count, 1, 2);
    }

    [Theory]
    [InlineData("421 4.5.3 Too many recipients", true)]
    [InlineData("421 4.5.3 Too many recipients", false)]
    [InlineData("421 4.7.0 Error: too many errors", true)]
    [InlineData("421 4.7.0 Error: too many errors", false)]
    public async Task TooMany_AtAServerThatClosesAtTheFirst_EachGetsItOnce(string closing, bool pipelining)
    {
        var limited = new LimitedServer(100, mostErrors: 0, closing: closing);
        await using var server = SmtpTestServer.Start(limited.Options(pipelining));
        using var mailer = Mailer.For(server);
        mailer.SkipWaits();

        var outcome = await mailer.SendAsync(Mailer.Request(Many));

        Assert.All(outcome.Result.Recipients, recipient => Assert.True(recipient.Accepted));
        Assert.Equal(Many.Order(), Recipients(server).Order());
    }

    [Fact]
    public async Task TooMany_AtAServerThatResetsTheConnection_GoInTransactionsThatEveryServerTakes()
    {
        var limited = new LimitedServer(100, mostErrors: 0, isAbrupt: true);
        await using var server = SmtpTestServer.Start(limited.Options());
        using var mailer = Mailer.For(server);

        var outcome = await mailer.SucceedAsync(Mailer.Request(Many));

        Assert.Equal([100, 100, 50], server.Messages.Select(message => message.Recipients.Count));
        Assert.All(outcome.Recipients, recipient => Assert.True(recipient.Accepted));
        Assert.Equal(2, server.Connections.Count);
    }

    [Theory]
    [InlineData("452 4.5.3 Error: too many recipients")]
    [InlineData("552 5.5.3 Too many recipients")]
    [InlineData("452 Too many recipients")]
    public async Task TooMany_WithoutPipelining_IsAskedOnceOnly(string reply)
    {
        var limited = new LimitedServer(3, reply: reply);
        await using var server = SmtpTestServer.Start(limited.Options(pipelining: false));
        using var mailer = Mailer.For(server);

        await mailer.SucceedAsync(Mailer.Request(Many[..10]));

        Assert.Equal(1, limited.Refused);
        Assert.Equal([3, 3, 3, 1], server.Messages.Select(message => message.Recipients.Count));
        Assert.Single(server.Connections);
    }

    [Fact]
    public async Task TooMany_OverSeveralConnections_EachGetsEachOnce()
    {
        var limited = new LimitedServer(10, mostErrors: 5);
        await using var server = SmtpTestServer.Start(limited.Options());
        using var mailer = Mailer.For(server, asset => (asset.MaxConnections, asset.RetryCount) = (3, 2));
        mailer.SkipWaits();
        var outcomes = new List<MailOutcome>();

        for (var i = 0; i < 30; i++)
        {
            var request = Mailer.Request(Many[..25]);
            request.Subject = $"number {i}";
            await mailer.AddAsync(request);
            outcomes.AddRange(mailer.TakeAll());
        }

        outcomes.AddRange(await mailer.DrainAsync());

        Assert.Equal(30, outcomes.Count(outcome => outcome.Error is null && outcome.Result.Recipients.All(recipient => recipient.Accepted == true)));
        var received = server.Messages.GroupBy(message => message.Text.Split('\n').First(line => line.StartsWith("Subject:", StringComparison.Ordinal)));
        Assert.Equal(30, received.Count());
        Assert.All(received, mail => Assert.Equal(Many[..25].Order(), mail.SelectMany(message => message.Recipients).Select(recipient => recipient.Address).Order()));
    }

    [Fact]
    public async Task TooMany_InASession_IsRememberedForTheNextCommand()
    {
        var limited = new LimitedServer(100);
        await using var server = SmtpTestServer.Start(limited.Options());
        using var opener = Mailer.For(server);
        var session = await MailService.OpenSessionAsync(opener.Options, CancellationToken.None);
        var refused = new List<int>();

        for (var i = 0; i < 2; i++)
        {
            using var mailer = Mailer.For(opener.Asset);
            mailer.Options.Session = session;
            await mailer.SucceedAsync(Mailer.Request(Many));
            refused.Add(limited.Refused);
        }

        Assert.Equal([.. Many, .. Many], Recipients(server));
        Assert.Equal(refused[0], refused[1]);
    }

    [Fact]
    public async Task Full_MailboxWithoutAnEnhancedCode_IsAskedForOnceMoreAndLimitsNobody()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.Rcpt, Reply.Of("552 mailbox full")).When(context => context.Argument.Contains("u3@")) });
        using var mailer = Mailer.For(server);

        var outcome = await mailer.SendAsync(Many[..4]);
        await mailer.SucceedAsync(Mailer.Request(Many[10..20]));

        Assert.Equal(("success", "RecipientRefused", 2), (outcome.Result.Status, outcome.Error!.ErrorId, outcome.Result.Attempts));
        Assert.Equal([true, true, true, false], outcome.Result.Recipients.Select(recipient => recipient.Accepted!.Value));
        Assert.Equal([3, 10], server.Messages.Select(message => message.Recipients.Count));
    }

    [Fact]
    public async Task Full_MailboxWithItsCode_IsNotAskedForAgain()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.Rcpt, Reply.Of("552 5.2.2 mailbox full")).When(context => context.Argument.Contains("u1@")) });
        using var mailer = Mailer.For(server);

        var outcome = await mailer.SendAsync(Many[..3]);

        Assert.Equal(("RecipientRefused", 1), (outcome.Error!.ErrorId, outcome.Result.Attempts));
        Assert.Equal([Many[0], Many[2]], Recipients(server));
    }

    [Fact]
    public async Task Limit_WithAFirstTransactionOfUnknownRecipients_AsksForTheOthers()
    {
        var nobody = new Script().On(Step.Rcpt, Reply.Of("550 5.1.1 nobody")).When(context => context.Argument.Contains("<no"));
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new LimitedServer(3).Script(nobody) });
        using var mailer = Mailer.For(server);
        await mailer.SucceedAsync(Mailer.Request(Many[..4]));

        var outcome = await mailer.SendAsync(["no1@example.org", "no2@example.org", "no3@example.org", .. Many[10..14]]);

        Assert.Equal("success", outcome.Result.Status);
        Assert.Equal([false, false, false, true, true, true, true], outcome.Result.Recipients.Select(recipient => recipient.Accepted!.Value));
        Assert.Equal([.. Many[..4], .. Many[10..14]], Recipients(server));
    }

    [Fact]
    public async Task ReplyLost_InTheSecondTransaction_IsUnknownForThoseAloneAndTheOthersGetIt()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new LimitedServer(100).Script().On(Step.EndOfData, Reply.AcceptThen(Reply.Drop)).Skip(1).Times(1) });
        using var mailer = Mailer.For(server);

        var outcome = await mailer.SendAsync(Many);

        Assert.Equal(("success", "OutcomeUnknown"), (outcome.Result.Status, outcome.Error!.ErrorId));
        Assert.Equal(Many, Recipients(server));
        Assert.Equal(Many[100..200], outcome.Result.Recipients.Where(recipient => recipient.OutcomeUnknown).Select(recipient => recipient.Address));
        Assert.All(outcome.Result.Recipients, recipient => Assert.Equal((true, 250), (recipient.Accepted, recipient.StatusCode)));
    }

    [Fact]
    public async Task ServerGone_AfterTheFirstTransaction_TheOthersGetItLater()
    {
        var mails = 0;
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            Script = new Script().On(Step.Mail, Reply.AndClose("421 4.3.2 busy")).When(_ => ++mails is 2 or 3)
                .On(Step.Rcpt, Reply.Of("552 5.5.3 too many")).When(context => mails == 1 && !context.Argument.Contains("u0@")),
        });
        using var mailer = Mailer.For(server, asset => asset.RetryCount = 3);
        mailer.SkipWaits();

        var result = await mailer.SucceedAsync(Mailer.Request(Many[..3]));

        Assert.Equal(Many[..3], Recipients(server));
        Assert.Equal(3, server.Messages.Count);
    }

    private static IEnumerable<string> Recipients(SmtpTestServer server) => server.Messages.SelectMany(message => message.Recipients).Select(recipient => recipient.Address);
}
