using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Pipeline;

/// <summary>Ctrl+C while the server says nothing.</summary>
public sealed class StopTests : EngineTest
{
    // At once, with room for a busy machine. The asset's own time limit is twenty times as long.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(5);

    private const string Send = "Send-SoarEmail a@example.org subject body -Asset $asset";

    [Theory]
    [InlineData(nameof(Step.Connect))]
    [InlineData(nameof(Step.Ehlo))]
    [InlineData(nameof(Step.Mail))]
    [InlineData(nameof(Step.Data))]
    [InlineData(nameof(Step.EndOfData))]
    [InlineData(nameof(Step.Quit))]
    public Task Stop_SendHangsAt_EndsAtOnce(string step) => StopsAtOnceAsync(step, Send);

    [Theory]
    [InlineData(nameof(Step.Connect))]
    [InlineData(nameof(Step.Ehlo))]
    [InlineData(nameof(Step.Quit))]
    public Task Stop_TestHangsAt_EndsAtOnce(string step) => StopsAtOnceAsync(step, "Test-SmtpAsset $asset -SkipTestMail");

    [Fact]
    public async Task Stop_WhileLoggingIn_EndsAtOnce()
    {
        var server = StartServer(new ServerOptions { AuthMechanisms = ["PLAIN"], Script = new Script().On(Step.Auth, Reply.Hang) });
        await StopAsync(server, "$asset.username = 'u'; $asset.password = 'p'; " + Send, () => server.LoginAttempts > 0);
    }

    [Fact]
    public async Task Stop_InTheTlsHandshake_EndsAtOnce()
    {
        var server = StartServer(new ServerOptions { StartTls = true, Script = new Script().On(Step.TlsHandshake, Reply.Hang) });
        await StopAsync(server, "$asset.ssl_config = 'StartTLS'; " + Send, () => Said(server, "STARTTLS"));
    }

    [Fact]
    public async Task Stop_BetweenMessages_KeepsWhatWasSent()
    {
        var server = StartServer(new ServerOptions { Script = new Script().On(Step.Mail, Reply.Hang).Skip(2) });

        await StopAsync(server, "1..5 | ForEach-Object { [pscustomobject]@{ To = 'a@example.org'; Body = 'x' } } | Send-SoarEmail -Asset $asset", () => server.Messages.Count == 2);

        Assert.Equal(2, server.Messages.Count);
    }

    private async Task StopsAtOnceAsync(string step, string script)
    {
        var scripted = (Step)typeof(Step).GetProperty(step)!.GetValue(null)!;
        var server = StartServer(new ServerOptions { Script = new Script().On(scripted, Reply.Hang) });
        await StopAsync(server, script, () => server.Connections.Count > 0 && HasCome(server, step));
    }

    private async Task StopAsync(SmtpTestServer server, string script, Func<bool> hangs)
    {
        var running = Engine.Start(script);
        await server.WaitUntilAsync(hangs);

        var time = Stopwatch.StartNew();
        Engine.Stop();

        Assert.True(running.AsyncWaitHandle.WaitOne(AtOnce), "The command is still running.");
        Assert.True(time.Elapsed < AtOnce, $"It took {time.Elapsed}.");
        await server.WaitUntilIdleAsync();
    }

    private static bool HasCome(SmtpTestServer server, string step) => step switch
    {
        nameof(Step.Connect) => true,
        nameof(Step.EndOfData) => server.Connections[0].Transcript.Any(line => line.EndsWith("bytes of data", StringComparison.Ordinal)),
        _ => Said(server, step.ToUpperInvariant()),
    };

    private static bool Said(SmtpTestServer server, string verb)
    {
        var lines = server.Connections.SelectMany(connection => connection.Transcript);
        return lines.Any(line => line == "C: " + verb || line.StartsWith("C: " + verb + " ", StringComparison.Ordinal));
    }
}
