using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Completion;

/// <summary>The ids that Tab offers of an outbox.</summary>
public sealed class OutboxCompletionTests : EngineTest
{
    private readonly string _id;

    public OutboxCompletionTests()
    {
        StartServer();
        Engine.Run("$ExecutionContext.SessionState.Path.SetLocation($folder) > $null");
        _id = Result("Send-SoarEmail a@example.org 'Case 17' b -Asset $asset -Outbox $folder/box").OutboxId;
        StartServer(new ServerOptions { Script = new Script().On(Step.Mail, Reply.Of("451 4.3.0 later")) });
        Engine.Run("Send-SoarEmail b@example.org Other b -Asset $asset -Outbox $folder/box -ErrorAction SilentlyContinue");
    }

    [Theory]
    [InlineData("Get-SoarOutbox $folder/box -Id 2")]
    [InlineData("Get-SoarOutbox box -Id case")]
    [InlineData("Get-SoarOutbox -Asset @{ server = 'x'; Outbox = 'box' } -Id ")]
    [InlineData("Remove-SoarOutbox -Path $folder/box -Id Case")]
    [InlineData("Send-SoarOutbox $folder/box -Id Case")]
    public void Id_ByItsBeginningOrTheSubject_IsOfferedWithWhatItIs(string input)
    {
        var match = Complete(input).Single(candidate => candidate.CompletionText.Trim('\'') == _id);

        Assert.Equal($"{_id} (Case 17)", match.ListItemText);
        Assert.Matches("'Case 17' to a@example.org; Sent, accepted ", match.ToolTip);
        Assert.Equal(_id, (string)Result($"Get-SoarOutbox $folder/box -Id {match.CompletionText}").Id);
    }

    [Theory]
    [InlineData("Get-SoarOutbox $folder/box -State Waiting -Id ", 1)]
    [InlineData("Get-SoarOutbox $folder/box -Retry -Id ", 0)]
    [InlineData("Get-SoarOutbox $folder/none -Id ", 0)]
    public void Id_OfOtherStatesOrOfNoOutbox_IsNotOffered(string input, int expected)
    {
        Assert.Equal(expected, Complete(input).Count(match => match.CompletionText.StartsWith("'20", StringComparison.Ordinal)));
        Assert.False(Directory.Exists(Folder["none"]));
    }

    // The server takes the connection and says nothing.
    [Fact]
    public void Id_OfADatabaseThatDoesNotAnswer_IsNotWaitedFor()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        Engine.Run("$Error.Clear()");
        var started = Stopwatch.GetTimestamp();

        Assert.Empty(Complete($"Get-SoarOutbox 'postgresql://ann@127.0.0.1:{port}/mail?sslmode=disable&connect_timeout=120' -Id "));

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(60));
        Assert.Empty(Engine.Run("$Error"));
    }

    private CompletionResult[] Complete(string input)
    {
        var line = input.Replace("$folder", Folder.Path, StringComparison.Ordinal);
        var completion = (CommandCompletion)Engine.RunSingle(
            "[System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)", ("line", line)).BaseObject;
        return [.. completion.CompletionMatches];
    }
}
