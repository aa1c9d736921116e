using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>The server refuses a step, for now, for good, or because it closes.</summary>
public sealed class RefusedStepTests
{
    [Theory]
    [InlineData("Connect", "ServerNotReady")]
    [InlineData("StartTls", "TlsRefused")]
    [InlineData("Auth", "AuthenticationFailed")]
    [InlineData("AuthContinuation", "AuthenticationFailed")]
    [InlineData("Mail", "SenderRefused")]
    [InlineData("Rcpt", "RecipientsRefused")]
    [InlineData("Data", "MessageRefused")]
    [InlineData("DataBytes", "MessageRefused")]
    [InlineData("EndOfData", "MessageRefused")]
    public async Task Step_Refused_FailsWithTheReply(string step, string errorId)
    {
        foreach (var reply in new[] { "451 4.7.1 greylisted", "554 5.7.1 not from here" })
        {
            var error = await Faults.FailAsync(step, Reply.Of(reply));

            Assert.Equal(errorId, error.ErrorId);
            Assert.Contains(reply, error.Message);
            Assert.Equal(reply, error.Reply!.ToString());
        }
    }

    [Theory]
    [InlineData("Connect", "ServerNotReady")]
    [InlineData("StartTls", "TlsRefused")]
    [InlineData("Auth", "AuthenticationFailed")]
    [InlineData("Mail", "ServerNotReady")]
    [InlineData("Rcpt", "RecipientsRefused")]
    [InlineData("Data", "MessageRefused")]
    [InlineData("EndOfData", "MessageRefused")]
    public async Task Step_ServerCloses_FailsWithAdviceForIt(string step, string errorId)
    {
        foreach (var reply in new[] { Reply.Of("421 4.3.2 closing"), Reply.AndClose("421-4.3.2 closing\n421 4.3.2 now") })
        {
            var error = await Faults.FailAsync(step, reply);

            Assert.Equal(errorId, error.ErrorId);
            Assert.Contains("421 4.3.2 closing", error.Message);
            Assert.Contains("busy", error.Advice);
        }
    }

    [Theory]
    [InlineData("Data")]
    [InlineData("EndOfData")]
    public async Task Message_Refused_IsRefusedForEveryRecipient(string step)
    {
        await using var server = Faults.Start(step, Reply.Of("554 5.7.1 spam"));
        using var mailer = Faults.Mailer(server);

        var outcome = await mailer.SendAsync("a@example.org", "b@example.org");

        Assert.All(outcome.Result.Recipients, recipient => Assert.Equal((false, 554, "5.7.1", "spam"), (recipient.Accepted, recipient.StatusCode, recipient.EnhancedStatusCode, recipient.Text)));
    }

    [Theory]
    [InlineData("Mail", "552 5.3.4 too big", "MessageRefused", "attach less")]
    [InlineData("Mail", "452 4.3.1 no room", "MessageRefused", "no room")]
    [InlineData("Mail", "530 5.7.0 log in first", "AuthenticationRequired", "login")]
    [InlineData("Rcpt", "530 5.7.0 log in first", "AuthenticationRequired", "login")]
    [InlineData("EndOfData", "530 5.7.57 Client not authenticated", "AuthenticationRequired", "Exchange")]
    [InlineData("Mail", "451 4.3.0 later", "SenderRefused", "Try again")]
    public async Task Step_RefusedForItsOwnReason_SaysWhatToDo(string step, string reply, string errorId, string words)
    {
        var error = await Faults.FailAsync(step, Reply.Of(reply));

        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains(words, error.Advice);
    }

    [Fact]
    public async Task Mail_RefusedWithPipelining_LeavesTheRecipientsUnjudged()
    {
        await using var server = Faults.Start("Mail", Reply.Of("550 5.7.60 not your address"));
        using var mailer = Faults.Mailer(server);

        var outcome = await mailer.SendAsync("a@example.org", "b@example.org");

        Assert.Equal("SenderRefused", outcome.Error!.ErrorId);
        Assert.Contains("from@example.org", outcome.Error.Message);
        Assert.Contains("Send As", outcome.Error.Advice);
        Assert.All(outcome.Result.Recipients, recipient => Assert.Equal((null, null, null), (recipient.Accepted, recipient.StatusCode, recipient.Text)));
    }
}
