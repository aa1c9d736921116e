using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>The server says nothing any more: TimeoutSec ends it.</summary>
public sealed class SilenceTests
{
    // Seconds. Whatever else happens takes less, also on a busy machine.
    private const int Limit = 2;

    [Theory]
    [InlineData("Connect", "ServerSilent", "set SslMethod to Ssl")]
    [InlineData("Ehlo", "ServerTimeout", "2 s")]
    [InlineData("StartTls", "ServerTimeout", "2 s")]
    [InlineData("TlsHandshake", "TlsFailed", "said nothing for 2 s")]
    [InlineData("Auth", "ServerTimeout", "2 s")]
    [InlineData("AuthContinuation", "ServerTimeout", "2 s")]
    [InlineData("Mail", "ServerTimeout", "2 s")]
    [InlineData("Rcpt", "ServerTimeout", "2 s")]
    [InlineData("Data", "ServerTimeout", "2 s")]
    [InlineData("EndOfData", "OutcomeUnknown", "said nothing for 2 s")]
    public async Task Step_Silent_FailsInTime(string step, string errorId, string words)
    {
        var error = await Faults.FailAsync(step, Reply.Hang, timeoutSec: Limit);

        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains(words, error.Message);
    }

    [Fact]
    public async Task SecondHello_Silent_IsATimeLimitAndNoFaultOfTls()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            StartTls = true,
            Script = new Script().On(Step.Ehlo, Reply.Hang).When(context => context.Connection.IsTls),
        });
        using var mailer = Mailer.ForTls(server, SslMethod.StartTls, asset => asset.TimeoutSec = Limit);

        var error = await mailer.FailAsync();

        Assert.Equal("ServerTimeout", error.ErrorId);
    }

    [Fact]
    public async Task Data_NotRead_FailsInTime()
    {
        await using var server = Faults.Start("DataBytes", Reply.Stall);
        using var mailer = Faults.Mailer(server, timeoutSec: Limit);

        var error = await mailer.FailAsync(Faults.LongRequest);

        Assert.Equal("ServerTimeout", error.ErrorId);
    }

    [Fact]
    public async Task LastReply_Never_IsUnknownAndNotSentAgain()
    {
        await using var server = Faults.Start("EndOfData", Reply.AcceptThen(Reply.Hang));
        using var mailer = Faults.Mailer(server, timeoutSec: Limit);

        var error = await mailer.FailAsync();

        Assert.Equal("OutcomeUnknown", error.ErrorId);
        Assert.Single(server.Messages);
        Assert.Single(server.Connections);
    }

    [Fact]
    public async Task Quit_NotAnswered_StillSucceeds()
    {
        await using var server = Faults.Start("Quit", Reply.Hang);
        using var mailer = Faults.Mailer(server, timeoutSec: Limit);

        await mailer.SucceedAsync();
        await mailer.CloseAsync();

        Assert.Single(server.Messages);
        await server.WaitUntilIdleAsync();
    }
}
