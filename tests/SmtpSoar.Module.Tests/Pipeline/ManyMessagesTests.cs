using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Pipeline;

public sealed class ManyMessagesTests : EngineTest
{
    private const string Send = "Send-SoarEmail -Asset $asset -Subject many";
    private const string ThreeMessages = "'a@example.org', 'b@example.org', 'c@example.org' | ForEach-Object { [pscustomobject]@{ To = $_; Body = 'x' } } | ";

    [Fact]
    public async Task Pipeline_ManyMessages_TakesOneConnectionAndSaysQuit()
    {
        var server = StartServer();

        var results = Engine.Run("$asset.MaxConnections = 1; 1..20 | ForEach-Object { [pscustomobject]@{ To = \"u$_@example.org\"; Body = 'x' } } | " + Send);

        await server.WaitUntilIdleAsync();
        Assert.Equal(20, server.Messages.Count);
        var connection = Assert.Single(server.Connections);
        Assert.True(connection.SentQuit);
        Assert.Equal(Enumerable.Range(1, 20).Select(i => $"u{i}@example.org"), results.Select(result => (string)((dynamic)result).Recipients[0].Address));
    }

    [Fact]
    public void BadAddress_BetweenTwoGoodOnes_StopsNeitherOfThem()
    {
        var server = StartServer();

        var results = Engine.Run("'a@example.org', 'not an address', 'c@example.org' | ForEach-Object { [pscustomobject]@{ To = $_; Body = 'x' } } | " + Send);

        Assert.Equal(["success", "failed", "success"], results.Select(result => (string)((dynamic)result).Status));
        Assert.Equal("AddressInvalid", SingleErrorId());
        Assert.Equal(["a@example.org", "c@example.org"], server.Messages.Select(message => message.Recipients[0].Address));
    }

    [Fact]
    public void RefusedOne_BetweenTwoGoodOnes_StopsNeitherOfThem()
    {
        var server = StartServer(new ServerOptions
        {
            Script = new Script().On(Step.Rcpt, Reply.Of("550 5.1.1 no such user")).When(context => context.Argument.Contains("b@")),
        });

        var results = Engine.Run(ThreeMessages + Send);

        Assert.Equal(["success", "failed", "success"], results.Select(result => (string)((dynamic)result).Status));
        Assert.Equal("RecipientsRefused", SingleErrorId());
        Assert.Single(server.Connections);
    }

    [Fact]
    public async Task LostConnection_BetweenTwoGoodOnes_IsReplaced()
    {
        var server = StartServer(new ServerOptions { Script = new Script().On(Step.EndOfData, Reply.AndClose("421 4.3.2 closing")).Skip(1).Times(1) });

        var results = Engine.Run(ThreeMessages + Send);

        await server.WaitUntilIdleAsync();
        Assert.Equal("success", ((dynamic)results[0]).Status);
        Assert.Equal("success", ((dynamic)results[2]).Status);
        Assert.Equal(2, server.Connections.Count);
    }

    [Fact]
    public async Task NoMessage_EmptyPipelineOfRecords_OpensNoConnection()
    {
        var server = StartServer();

        Assert.Empty(Engine.Run("@() | " + Send));

        await server.WaitUntilIdleAsync();
        Assert.Empty(server.Connections);
    }

    [Fact]
    public void Streaming_EachResult_ComesBeforeTheNextMessageIsSent()
    {
        var server = StartServer();
        Engine.SetVariable("server", server);

        var counts = Engine.Run(ThreeMessages + Send + " | ForEach-Object { $server.Messages.Count }");

        Assert.Equal([1, 2, 3], counts.Select(count => (int)count.BaseObject));
    }
}
