using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>The server closes or breaks the connection.</summary>
public sealed class LostConnectionTests
{
    [Theory]
    [InlineData("Connect", "ConnectionLost")]
    [InlineData("Ehlo", "ConnectionLost")]
    [InlineData("StartTls", "ConnectionLost")]
    [InlineData("TlsHandshake", "TlsFailed")]
    [InlineData("Auth", "ConnectionLost")]
    [InlineData("AuthContinuation", "ConnectionLost")]
    [InlineData("Mail", "ConnectionLost")]
    [InlineData("Rcpt", "ConnectionLost")]
    [InlineData("Data", "ConnectionLost")]
    [InlineData("DataBytes", "ConnectionLost")]
    [InlineData("EndOfData", "OutcomeUnknown")]
    public async Task Step_Closed_FailsAndSaysWhatIsKnown(string step, string errorId)
    {
        var error = await Faults.FailAsync(step, Reply.Drop);

        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains("127.0.0.1", error.Message);
    }

    [Theory]
    [InlineData("Connect", "Connection(Lost|Failed)")] // the reset may come while we still connect
    [InlineData("Ehlo", "ConnectionLost")]
    [InlineData("StartTls", "ConnectionLost")]
    [InlineData("TlsHandshake", "TlsFailed")]
    [InlineData("Auth", "ConnectionLost")]
    [InlineData("AuthContinuation", "ConnectionLost")]
    [InlineData("Mail", "ConnectionLost")]
    [InlineData("Rcpt", "ConnectionLost")]
    [InlineData("Data", "ConnectionLost")]
    [InlineData("DataBytes", "ConnectionLost")]
    [InlineData("EndOfData", "OutcomeUnknown")]
    public async Task Step_Reset_FailsAndSaysWhatIsKnown(string step, string errorId)
    {
        var error = await Faults.FailAsync(step, Reply.Reset);

        Assert.Matches($"^{errorId}$", error.ErrorId);
    }

    [Fact]
    public async Task Ehlo_ClosedAfter421_SaysWhatTheServerSaid()
    {
        var error = await Faults.FailAsync("Ehlo", Reply.AndClose("421 4.3.2 too many connections"));

        Assert.Equal("ConnectionLost", error.ErrorId);
        Assert.Contains("421 4.3.2 too many connections", error.Message);
        Assert.Equal(421, error.Reply!.Code);
    }

    [Fact]
    public async Task LastReply_Lost_RecipientsKeepTheirReply()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            Script = new Script()
                .On(Step.Rcpt, Reply.Of("550 5.1.1 nobody")).When(context => context.Argument.Contains("no@"))
                .On(Step.EndOfData, Reply.Drop),
        });
        using var mailer = Delivery.Mailer.For(server);

        var outcome = await mailer.SendAsync("a@example.org", "no@example.org");

        var (taken, refused) = (outcome.Result.Recipients[0], outcome.Result.Recipients[1]);
        Assert.Equal(("failed", "OutcomeUnknown"), (outcome.Result.Status, outcome.Result.ErrorId));
        Assert.Equal((true, 250, "2.1.5", "Ok", true), (taken.Accepted, taken.StatusCode, taken.EnhancedStatusCode, taken.Text, taken.OutcomeUnknown));
        Assert.Equal((false, 550, false), (refused.Accepted, refused.StatusCode, refused.OutcomeUnknown));
        Assert.Contains("unknown", taken.ToString());
        Assert.Contains("don't send it again to the recipients with OutcomeUnknown", outcome.Result.Message);
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("reset")]
    public async Task LastReply_Lost_IsUnknownAndNotSentAgain(string how)
    {
        await using var server = Faults.Start("EndOfData", Reply.AcceptThen(how == "drop" ? Reply.Drop : Reply.Reset));
        using var mailer = Faults.Mailer(server);

        var error = await mailer.FailAsync();

        await server.WaitUntilIdleAsync();
        Assert.Equal("OutcomeUnknown", error.ErrorId);
        Assert.Contains("Message-ID", error.Message);
        Assert.Single(server.Messages);
        Assert.Single(server.Connections);
    }
}
