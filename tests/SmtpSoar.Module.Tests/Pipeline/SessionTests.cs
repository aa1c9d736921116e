using System;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Pipeline;

/// <summary>A connection that a script keeps.</summary>
public sealed class SessionTests : EngineTest
{
    private const string Open = "$session = Connect-SmtpSession $asset; ";
    private const string Send = "Send-SoarEmail a@example.org subject body -Session $session; ";

    [Fact]
    public async Task Session_OverSeveralCommands_IsOneConnection()
    {
        var server = StartServer();

        var results = Engine.Run(Open + Send + "Send-SoarHtmlEmail a@example.org subject '<p>x</p>' -Session $session; \"From: a@example.org`r`nTo: b@example.org`r`n`r`nx\" | Send-SoarRawEmail -Session $session; Disconnect-SmtpSession $session");

        await server.WaitUntilIdleAsync();
        Assert.Equal(["success", "success", "success"], results.Select(result => (string)((dynamic)result).Status));
        Assert.Equal(3, Assert.Single(server.Connections).MessageCount);
        Assert.True(server.Connections[0].SentQuit);
    }

    [Fact]
    public void Session_TellsItsServer()
    {
        var server = StartServer();

        dynamic session = Engine.RunSingle(Open + "$session");

        Assert.Equal((server.Host, server.Port), ((string)session.Server, (int)session.Port));
        Assert.Equal(("Open", "None"), ((string)session.State.ToString(), (string)session.Authentication));
        Assert.Null(session.Tls);
    }

    [Fact]
    public void Connect_ServerThatIsNotThere_IsAnErrorAndNoSession()
    {
        var output = Engine.Run("Connect-SmtpSession @{ server = '127.0.0.1'; port = 1; ssl_config = 'None' }");

        Assert.Empty(output);
        Assert.Equal("ConnectionRefused", SingleErrorId());
    }

    [Fact]
    public async Task Session_DroppedByTheServer_GetsAnotherConnection()
    {
        var server = StartServer();
        Engine.Run(Open + Send);
        server.Connections[0].Drop();
        await server.WaitUntilIdleAsync();

        Assert.Equal("success", Result(Send).Status);

        Assert.Equal(2, server.Connections.Count);
    }

    [Fact]
    public async Task Session_AfterAStoppedCommand_GetsAnotherConnection()
    {
        var server = StartServer(new ServerOptions { Script = new Script().On(Step.EndOfData, Reply.Hang).Times(1) });
        Engine.Run(Open);
        var running = Engine.Start(Send);
        await server.WaitUntilAsync(() => server.Connections[0].Transcript.Any(line => line.EndsWith("bytes of data", StringComparison.Ordinal)));
        Engine.Stop();
        running.AsyncWaitHandle.WaitOne();

        Assert.Equal("success", Result(Send).Status);
    }

    [Fact]
    public void Session_Disconnected_IsRefusedAndSaysWhatToDo()
    {
        StartServer();

        var result = Result(Open + "Disconnect-SmtpSession $session; Disconnect-SmtpSession $session; " + Send);

        Assert.Equal("SessionClosed", result.ErrorId);
        Assert.Contains("Connect-SmtpSession", (string)result.Message);
        Assert.Equal("Closed", Engine.RunSingle("$session.State").ToString());
    }

    [Fact]
    public void Session_UsedByTwoCommandsAtOnce_IsRefusedToTheSecond()
    {
        StartServer();

        var results = Engine.Run(Open + "'a@example.org' | ForEach-Object { [pscustomobject]@{ To = $_; Body = 'x' } } | Send-SoarEmail -Session $session | ForEach-Object { $_; " + Send + "}");

        Assert.Equal([null, "SessionBusy"], results.Select(result => (string?)((dynamic)result).ErrorId));
    }

    [Fact]
    public async Task Session_ClosedByItsOwnPipeline_LetsTheCommandEndAndIsClosedThen()
    {
        var server = StartServer(new ServerOptions { Script = new Script().On(Step.EndOfData, Reply.Delay(TimeSpan.FromMilliseconds(3))) });

        var results = Engine.Run("$asset.MaxConnections = 1; " + Open + "$count = 0; & { foreach ($i in 0..99) { [pscustomobject]@{ To = \"u$i@example.org\"; Body = 'x' } } } | Send-SoarEmail -Session $session | ForEach-Object { $_; if (++$count -eq 30) { Disconnect-SmtpSession $session } }");

        await server.WaitUntilIdleAsync();
        Assert.All(results, result => Assert.Equal("success", ((dynamic)result).Status));
        Assert.Equal(100, results.Count);
        Assert.Equal(100, Assert.Single(server.Connections).MessageCount);
        Assert.Equal("Closed", Engine.RunSingle("$session.State").ToString());
    }

    [Theory]
    [InlineData("-Asset $asset", "-Asset")]
    [InlineData("-ProtocolLog $folder/log.txt", "-ProtocolLog")]
    [InlineData("-AllowAuthenticationFallback", "-AllowAuthenticationFallback")]
    public void Session_WithWhatItHasSettled_IsRefused(string parameter, string name)
    {
        var server = StartServer();

        var result = Result(Open + Send.TrimEnd(';', ' ') + " " + parameter);

        Assert.Equal("SessionSettled", result.ErrorId);
        Assert.StartsWith(name + " can't be given", (string)result.Message);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task RemovedModule_ClosesItsSessions()
    {
        var server = StartServer();
        Engine.Run(Open);

        Engine.Run("Remove-Module SmtpSoar");

        await server.WaitUntilIdleAsync();
    }

    [Fact]
    public async Task EndedRunspace_ClosesItsSessions()
    {
        var server = StartServer();
        var other = Engine.WithModule();
        other.SetVariable("asset", Settings(server));
        other.Run(Open);
        Assert.Equal(1, server.OpenConnections);

        other.Dispose();

        await server.WaitUntilIdleAsync();
    }

    [Fact]
    public void WhatIf_OpensNothing()
    {
        var server = StartServer();

        Assert.Empty(Engine.Run("Connect-SmtpSession $asset -WhatIf"));

        Assert.Empty(server.Connections);
    }

    [Fact]
    public async Task PickupDirectory_HasSessionsToo()
    {
        var results = Engine.Run($"$session = Connect-SmtpSession @{{ PickupDirectory = '{Folder.Path}/out'; sender_address = 'a@example.org' }}; {Send}Disconnect-SmtpSession $session");

        Assert.Equal("success", ((dynamic)results.Single()).Status);
        await Task.CompletedTask;
    }
}
