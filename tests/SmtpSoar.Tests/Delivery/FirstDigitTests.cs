using System.Globalization;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>A client acts by the first digit of a reply (RFC 5321, section 4.3.2).</summary>
public sealed class FirstDigitTests
{
    public static TheoryData<bool, string> Successes
    {
        get
        {
            var data = new TheoryData<bool, string>();
            foreach (var reply in new[] { "200 ok", "220 ok", "251 2.0.0 ok", "254 ok", "299 2.1.0 ok" })
            {
                data.Add(true, reply);
                data.Add(false, reply);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Successes))]
    public async Task Mail_AnsweredBySuccess_GoesOn(bool pipelining, string reply)
    {
        await using var server = Start(pipelining, new Script().On(Step.Mail, Reply.Of(reply)));
        using var mailer = Mailer.For(server);

        await mailer.SucceedAsync();

        Assert.Single(server.Messages);
    }

    [Theory]
    [MemberData(nameof(Successes))]
    public async Task Rcpt_AnsweredBySuccess_IsAccepted(bool pipelining, string reply)
    {
        await using var server = Start(pipelining, new Script().On(Step.Rcpt, Reply.Of(reply)));
        using var mailer = Mailer.For(server);

        var result = await mailer.SucceedAsync();

        Assert.Equal((true, Code(reply)), (result.Recipients[0].Accepted, result.Recipients[0].StatusCode!.Value));
    }

    [Theory]
    [MemberData(nameof(Successes))]
    public async Task Message_AnsweredBySuccess_IsSentAndTheConnectionStays(bool pipelining, string reply)
    {
        await using var server = Start(pipelining, new Script().On(Step.EndOfData, Reply.Of(reply)));
        using var mailer = Mailer.For(server);

        var first = await mailer.SucceedAsync();
        await mailer.SucceedAsync();

        Assert.Equal(reply, first.ServerResponse);
        Assert.Equal((2, 1), (server.Messages.Count, server.Connections.Count));
    }

    [Theory]
    [InlineData("350 go on")]
    [InlineData("300-go\n300 on")]
    [InlineData("399 go on")]
    public async Task Data_AnsweredByThree_GetsTheMessage(string reply)
    {
        await using var server = Start(true, new Script().On(Step.Data, Reply.Of(reply)));
        using var mailer = Mailer.For(server);

        await mailer.SucceedAsync();

        Assert.EndsWith("one\r\n.two\r\n", Assert.Single(server.Messages).Text);
        Assert.DoesNotContain("C: RSET", server.Connections[0].Transcript);
    }

    [Fact]
    public async Task Data_AnsweredByThreeInPieces_GetsTheMessage()
    {
        await using var server = Start(true, new Script().On(Step.Data, Reply.Dribble("350 go on", System.TimeSpan.Zero)));
        using var mailer = Mailer.For(server);

        await mailer.SucceedAsync();

        Assert.Single(server.Messages);
    }

    [Theory]
    [InlineData("100 wait")]
    [InlineData("600 what")]
    public async Task Rcpt_AnsweredByNoReply_Fails(string reply)
    {
        await using var server = Start(false, new Script().On(Step.Rcpt, Reply.Of(reply)));
        using var mailer = Mailer.For(server);

        var error = await mailer.FailAsync();

        Assert.Equal("ProtocolViolation", error.ErrorId);
        Assert.Contains(reply, error.Message);
        Assert.Empty(server.Messages);
    }

    private static int Code(string reply) => int.Parse(reply[..3], CultureInfo.InvariantCulture);

    private static SmtpTestServer Start(bool pipelining, Script script) => SmtpTestServer.Start(new ServerOptions
    {
        Extensions = pipelining ? ["PIPELINING", "ENHANCEDSTATUSCODES"] : ["ENHANCEDSTATUSCODES"],
        Script = script,
    });
}
