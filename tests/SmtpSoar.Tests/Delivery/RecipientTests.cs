using System;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>Some recipients are refused, or all of them.</summary>
public sealed class RecipientTests
{
    [Theory]
    [InlineData("450 4.2.0 Greylisted", "450 4.7.1 Greylisted", "refuses for now (4xx), not for good")]
    [InlineData("450 Greylisted", "450 Greylisted", "refuses for now (4xx), not for good")]
    [InlineData("550 5.1.1 no such user", "550 5.1.1 no such user", "Check these addresses")]
    [InlineData("552 5.2.2 Mailbox full", "552 5.2.2 Mailbox full", "ask the recipient to make room")]
    [InlineData("550 5.1.1 no such user", "450 4.2.0 Greylisted", "Those refused for now (4xx) may get it in some minutes")]
    public async Task RefusedOnes_AdviceFitsTheReplies(string first, string second, string words)
    {
        var script = new Script()
            .On(Step.Rcpt, Reply.Of(first)).When(context => context.Argument.Contains("one@", StringComparison.Ordinal))
            .On(Step.Rcpt, Reply.Of(second)).When(context => context.Argument.Contains("two@", StringComparison.Ordinal));
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = script });
        using var mailer = Mailer.For(server);

        var outcome = await mailer.SendAsync("to@example.org", "one@example.org", "two@example.org");

        Assert.Equal("RecipientRefused", outcome.Error!.ErrorId);
        Assert.Contains(words, outcome.Error.Advice);
        Assert.Equal(words == "Check these addresses", outcome.Error.Advice.Contains("Check these addresses"));
    }

    [Fact]
    public async Task Reply_WithoutEnhancedCode_HasOneBlank()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.Rcpt, Reply.Of("550 no such user")).Skip(1) });
        using var mailer = Mailer.For(server);

        var outcome = await mailer.SendAsync("to@example.org", "one@example.org");

        Assert.Equal("one@example.org: refused (550 no such user)", outcome.Result.Recipients[1].ToString());
        Assert.Contains("one@example.org (550 no such user)", outcome.Error!.Sentence);
    }

    private static readonly string[] Everybody = ["a@example.org", "no@example.org", "b@example.org", "busy@example.org", "c@example.org"];

    public static TheoryData<bool> Pipelining => [true, false];

    [Theory]
    [MemberData(nameof(Pipelining))]
    public async Task Some_Refused_OthersGetTheMail(bool pipelining)
    {
        await using var server = Start(pipelining, Refusals());
        using var mailer = Mailer.For(server);

        var outcome = await mailer.SendAsync(Everybody);

        Assert.Equal(("success", "RecipientRefused", "RecipientRefused"), (outcome.Result.Status, outcome.Result.ErrorId, outcome.Error!.ErrorId));
        Assert.Equal("Email sent", outcome.Result.Message);
        Assert.Contains("no@example.org (550 5.1.1 no such user); busy@example.org (450 4.2.1 busy)", outcome.Error.Message);
        Assert.DoesNotContain("c@example.org", outcome.Error.Message);
        Assert.Equal(["a@example.org", "b@example.org", "c@example.org"], server.Messages[0].Recipients.Select(recipient => recipient.Address));
        Assert.Equal([true, false, true, false, true], outcome.Result.Recipients.Select(recipient => recipient.Accepted!.Value));
        Assert.Equal((550, "5.1.1", "no such user"), (outcome.Result.Recipients[1].StatusCode, outcome.Result.Recipients[1].EnhancedStatusCode, outcome.Result.Recipients[1].Text));
        Assert.Equal((250, "2.1.5"), (outcome.Result.Recipients[0].StatusCode, outcome.Result.Recipients[0].EnhancedStatusCode));
    }

    [Theory]
    [MemberData(nameof(Pipelining))]
    public async Task All_Refused_NamesEachAndKeepsTheConnection(bool pipelining)
    {
        await using var server = Start(pipelining, Refusals());
        using var mailer = Mailer.For(server);

        var outcome = await mailer.SendAsync("no@example.org", "busy@example.org");
        await mailer.SucceedAsync();

        Assert.Equal("RecipientsRefused", outcome.Error!.ErrorId);
        Assert.Contains("no@example.org (550 5.1.1 no such user); busy@example.org (450 4.2.1 busy)", outcome.Error.Message);
        Assert.All(outcome.Result.Recipients, recipient => Assert.False(recipient.Accepted));
        Assert.Single(server.Messages);
        Assert.Single(server.Connections);
        Assert.Contains("C: RSET", server.Connections[0].Transcript);
    }

    [Theory]
    [MemberData(nameof(Pipelining))]
    public async Task One_RefusedWith421AndTheConnectionKept_OthersGetTheMail(bool pipelining)
    {
        await using var server = Start(pipelining, new Script().On(Step.Rcpt, Reply.Of("421 4.3.2 not now")).When(IsTo("bye")));
        using var mailer = Mailer.For(server);

        var outcome = await mailer.SendAsync("a@example.org", "bye@example.org", "c@example.org");

        Assert.Equal("success", outcome.Result.Status);
        Assert.Equal([true, false, true], outcome.Result.Recipients.Select(recipient => recipient.Accepted!.Value));
        Assert.Single(server.Connections);
    }

    [Theory]
    [MemberData(nameof(Pipelining))]
    public async Task One_RefusedWith421AndAClose_OthersGetTheMailByANewConnection(bool pipelining)
    {
        await using var server = Start(pipelining, new Script().On(Step.Rcpt, Reply.AndClose("421 4.3.2 bye")).When(IsTo("bye")));
        using var mailer = Mailer.For(server);

        var outcome = await mailer.SendAsync("a@example.org", "bye@example.org", "c@example.org");

        Assert.Equal(("success", "RecipientRefused"), (outcome.Result.Status, outcome.Error!.ErrorId));
        Assert.Equal([true, false, true], outcome.Result.Recipients.Select(recipient => recipient.Accepted!.Value));
        Assert.Equal(421, outcome.Result.Recipients[1].StatusCode);
        Assert.Equal(["a@example.org", "c@example.org"], Assert.Single(server.Messages).Recipients.Select(recipient => recipient.Address));
        Assert.Equal((2, 2), (server.Connections.Count, outcome.Result.Attempts));
    }

    [Fact]
    public async Task Several_RefusedWith421AndAClose_CostTwoLoginsAtMost()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Users = Mailer.Users, Script = new Script().On(Step.Rcpt, Reply.AndClose("421 4.3.2 bye")) });
        using var mailer = Mailer.For(server, Mailer.LogIn);

        await mailer.SendAsync([.. Enumerable.Range(0, 20).Select(i => $"bye{i}@example.org")]);

        Assert.Equal(2, server.LoginAttempts);
    }

    [Fact]
    public async Task Several_RefusedWith421AndAClose_AreNotTriedForever()
    {
        await using var server = Start(true, new Script().On(Step.Rcpt, Reply.AndClose("421 4.3.2 bye")));
        using var mailer = Mailer.For(server);

        var outcome = await mailer.SendAsync([.. Enumerable.Range(0, 20).Select(i => $"bye{i}@example.org")]);

        Assert.Equal("ConnectionLost", outcome.Error!.ErrorId);
        Assert.Contains("421 4.3.2 bye", outcome.Error.Message);
        Assert.InRange(server.Connections.Count, 2, 5);
        Assert.DoesNotContain(outcome.Result.Recipients, recipient => recipient.Accepted == true);
    }

    [Fact]
    public async Task Recipient_Forwarded_IsAccepted()
    {
        await using var server = Start(true, new Script().On(Step.Rcpt, Reply.Of("251 2.1.5 will forward")));
        using var mailer = Mailer.For(server);

        var result = await mailer.SucceedAsync();

        Assert.Equal(251, result.Recipients[0].StatusCode);
    }

    [Fact]
    public async Task Recipients_OfEveryKind_AreEachAskedOnce()
    {
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server);
        var request = Mailer.Request("a@example.org", "A <a@EXAMPLE.org>");
        request.Cc = ["b@example.org"];
        request.Bcc = ["hidden@example.org", "a@example.org"];

        var result = await mailer.SucceedAsync(request);

        Assert.Equal([RecipientKind.To, RecipientKind.Cc, RecipientKind.Bcc], result.Recipients.Select(recipient => recipient.Kind));
        Assert.Equal(["a@example.org", "b@example.org", "hidden@example.org"], server.Messages[0].Recipients.Select(recipient => recipient.Address));
        Assert.DoesNotContain("hidden", server.Messages[0].Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("From: a@example.org\r\nTo: b@example.org\r\nBcc: hidden@example.org\r\n\r\nbody\r\n")]
    [InlineData("From: a@example.org\r\nbcc:\r\n hidden@example.org,\r\n\thidden2@example.org\r\nTo: b@example.org\r\nBCC : hidden3@example.org\r\n\r\nbody\r\n")]
    public async Task RawBcc_AsItMayBeWritten_NeverShows(string raw)
    {
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server);

        await mailer.SucceedAsync(new RawEmailRequest { Text = raw });

        Assert.Contains(server.Messages[0].Recipients, recipient => recipient.Address == "hidden@example.org");
        Assert.DoesNotContain("hidden", server.Messages[0].Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("bcc", server.Messages[0].Text, StringComparison.OrdinalIgnoreCase);
    }

    private static Script Refusals() => new Script()
        .On(Step.Rcpt, Reply.Of("550 5.1.1 no such user")).When(IsTo("no@"))
        .On(Step.Rcpt, Reply.Of("450-4.2.1 busy\n450 4.2.1")).When(IsTo("busy@"));

    private static Func<StepContext, bool> IsTo(string start) => context => context.Argument.Contains("<" + start, StringComparison.Ordinal);

    private static SmtpTestServer Start(bool pipelining, Script script) => SmtpTestServer.Start(new ServerOptions
    {
        Extensions = pipelining ? ["PIPELINING", "SIZE 35882577", "ENHANCEDSTATUSCODES"] : ["SIZE 35882577", "ENHANCEDSTATUSCODES"],
        Script = script,
    });
}
