using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Shell.Tests.Terminal;

/// <summary>Behaviour that only a terminal shows.</summary>
public sealed class TerminalTests
{
    private const string Progress = "Sending mail [";

    [TerminalFact]
    public async Task CtrlC_AtASilentServer_EndsTheSendSoonAndLeavesTheShell()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.Mail, Reply.Hang) });
        using var terminal = new ShellTerminal();

        terminal.Enter($"{Asset(server)}; Send-SoarEmail -Asset $asset -To a@example.org -Body x; 'not reached'");
        await server.WaitUntilAsync(() => server.Connections.Any(connection => connection.Transcript.Any(line => line.StartsWith("C: MAIL", StringComparison.Ordinal))));
        var clock = Stopwatch.StartNew();
        terminal.Press("C-c");
        var screen = terminal.WaitForPrompt();

        Assert.DoesNotContain("\nnot reached", screen);
        Assert.DoesNotContain("Unexpected", screen);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10);
        terminal.Enter("1 + 4710");
        Assert.Contains("4711", terminal.WaitForPrompt());
        Assert.Empty(server.Messages);
    }

    [TerminalFact]
    public async Task Progress_OfManyMails_AppearsAndIsCleared()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.EndOfData, Reply.Delay(TimeSpan.FromMilliseconds(150))) });
        using var terminal = new ShellTerminal();

        terminal.Enter($"{Asset(server)}; $r = 1..40 | % {{ [pscustomobject]@{{ To = \"u$_@example.org\"; Body = 'x' }} }} | Send-SoarEmail -Asset $asset; $r.Count");
        terminal.WaitUntil(screen => screen.Contains(Progress, StringComparison.Ordinal));
        var screen = terminal.WaitForPrompt();

        Assert.Contains("\n40", screen);
        Assert.DoesNotContain(Progress, screen);
    }

    [TerminalFact]
    public void Tab_CompletesAKeptAssetAndAParameter()
    {
        using var terminal = new ShellTerminal();
        terminal.Enter("New-SmtpAsset -PickupDirectory mails | Register-SmtpAsset -Name laboratory");
        terminal.WaitForPrompt();

        terminal.Type("Send-SoarEmail -Asset lab");
        terminal.Press("Tab");
        terminal.WaitUntil(screen => screen.EndsWith("-Asset laboratory", StringComparison.Ordinal));
        terminal.Type(" -Sess");
        terminal.Press("Tab");
        terminal.WaitUntil(screen => screen.EndsWith("-Asset laboratory -Session", StringComparison.Ordinal));
    }

    [TerminalTheory]
    [InlineData(80, "Send-SoarEmail -To a@example.org -Body x")]
    [InlineData(120, "Send-SoarEmail -To a@example.org -Body x")]
    [InlineData(80, "Test-SmtpAsset")]
    [InlineData(120, "Test-SmtpAsset")]
    public void Failure_AtAnyWidth_CanBeReadOnce(int width, string command)
    {
        using var terminal = new ShellTerminal(width);

        terminal.Enter($"{command} -Asset @{{ server = '127.0.0.1'; port = 1; ssl_config = 'None'; sender_address = 'soc@example.org'; RetryCount = 0 }}");
        var screen = terminal.WaitForPrompt();

        // The width decides about line ends. The sentence stands there whole, the reason and what to do next.
        var text = string.Concat(screen.Where(character => !char.IsWhiteSpace(character) && character != '|'));
        Assert.Equal(2, text.Split("theconnectionwasrefused").Length);
        Assert.Equal(2, text.Split("CheckServerandPortoftheasset").Length);
        Assert.Contains("Recommendation:", text);
        Assert.DoesNotContain("\n\n\n", screen);
        Assert.All(screen.Split('\n'), line => Assert.InRange(line.Length, 0, width));
    }

    private static string Asset(SmtpTestServer server) =>
        $"$asset = @{{ server = '127.0.0.1'; port = {server.Port}; ssl_config = 'None'; sender_address = 's@example.org'; MaxConnections = 1 }}";
}
