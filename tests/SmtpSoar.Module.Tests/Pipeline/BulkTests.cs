using System;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Pipeline;

/// <summary>A thousand messages over three connections, and what ends them early.</summary>
public sealed class BulkTests : EngineTest
{
    private const int Before = 100;

    // Other connections go on while the next outcome is awaited: a handful, but more where a busy machine holds one of them up.
    private const int SoonAfter = Before + 500;

    private const string Messages = "& { foreach ($i in 0..999) { [pscustomobject]@{ To = \"u$i@example.org\"; Body = 'x' } } } | ";
    private const string Send = "Send-SoarEmail -Asset $asset -Subject many";

    // The issue's bar, with room for a busy machine.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Thousand_ArriveOnceAndTheirResultsComeInOrder()
    {
        var server = StartSlowServer();

        var results = Engine.Run(Messages + Send);

        await server.WaitUntilIdleAsync();
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"u{i}@example.org"), results.Select(Address));
        Assert.Equal(1000, Arrived(server).Distinct().Count());
        Assert.Equal(1000, server.Messages.Count);
        Assert.InRange(server.PeakConnections, 2, 3);
    }

    [Fact]
    public async Task Stop_InTheMiddle_ReturnsAtOnceAndLeavesNoConnection()
    {
        var server = StartSlowServer();
        var running = Engine.Start($"$sent = [Collections.Generic.List[object]]::new(); {Messages}{Send} | ForEach-Object {{ $sent.Add($_) }}");
        await server.WaitForMessageAsync(Before);

        var time = Stopwatch.StartNew();
        Engine.Stop();

        Assert.True(running.AsyncWaitHandle.WaitOne(AtOnce), "The command is still running.");
        Assert.True(time.Elapsed < AtOnce, $"It took {time.Elapsed}.");
        await server.WaitUntilIdleAsync();
        AssertTrue(server, ((System.Collections.IEnumerable)Engine.GetVariable("sent")).Cast<object>().Select(PSObject.AsPSObject));
    }

    [Fact]
    public async Task Break_InTheMiddle_ReturnsAtOnceAndLeavesNoConnection()
    {
        var server = StartSlowServer();

        var results = Engine.Run($"$count = 0; :loop while ($true) {{ {Messages}{Send} | ForEach-Object {{ $_; if (++$count -eq {Before}) {{ break loop }} }} }}");

        await server.WaitUntilIdleAsync();
        Assert.Equal(Before, results.Count);
        Assert.InRange(server.Messages.Count, Before, SoonAfter);
        AssertTrue(server, results);
    }

    [Fact]
    public async Task DownstreamThrow_InTheMiddle_ReturnsAtOnceAndLeavesNoConnection()
    {
        var server = StartSlowServer();

        var results = Engine.Try($"$count = 0; {Messages}{Send} | ForEach-Object {{ $_; if (++$count -eq {Before}) {{ throw 'enough' }} }}");

        await server.WaitUntilIdleAsync();
        Assert.Equal("enough", Engine.Failure!.Message);
        Assert.InRange(server.Messages.Count, Before, SoonAfter);
        AssertTrue(server, results);
    }

    [Theory]
    [InlineData("-ErrorAction Stop")]
    [InlineData("")]
    public async Task ErrorActionStop_InTheMiddle_ReportsEveryMessageThatWasSent(string parameter)
    {
        var server = StartSlowServer(script => script.On(Step.Rcpt, Reply.Of("550 5.1.1 no such user")).When(context => context.Argument.Contains($"u{Before}@")));

        var results = Engine.Try($"if ('{parameter}' -eq '') {{ $ErrorActionPreference = 'Stop' }}; {Messages}{Send} {parameter}");

        await server.WaitUntilIdleAsync();
        Assert.IsType<ActionPreferenceStopException>(Engine.Failure);
        var sent = results.Where(result => ((dynamic)result).Status == "success").Select(Address).ToList();
        Assert.Equal(Arrived(server).Order(), sent.Order());
        Assert.InRange(results.Count, Before + 1, SoonAfter);
    }

    [Fact]
    public void Progress_OfManyMessages_IsShownAndCompleted()
    {
        StartSlowServer(script => script.On(Step.EndOfData, Reply.Delay(TimeSpan.FromSeconds(2.2))).Skip(5).Times(1));

        Engine.Run("& { foreach ($i in 0..19) { [pscustomobject]@{ To = \"u$i@example.org\"; Body = 'x' } } } | " + Send);

        var shown = Engine.Streams.Progress.Where(record => record.Activity == "Sending mail").ToList();
        Assert.True(shown.Count >= 2, $"{shown.Count} records");
        Assert.Contains("done, 0 failed", shown[0].StatusDescription);
        Assert.Equal(ProgressRecordType.Completed, shown[^1].RecordType);
    }

    // So slow that several connections pay.
    private SmtpTestServer StartSlowServer(Action<Script>? more = null)
    {
        var script = new Script();
        more?.Invoke(script);
        return StartServer(new ServerOptions { KeepTranscript = false, Script = script.On(Step.EndOfData, Reply.Delay(TimeSpan.FromMilliseconds(3))) });
    }

    private static string Address(PSObject result) => (string)((dynamic)result).Recipients[0].Address;

    private static string[] Arrived(SmtpTestServer server) => [.. server.Messages.Select(message => message.Recipients[0].Address)];

    private static void AssertTrue(SmtpTestServer server, System.Collections.Generic.IEnumerable<PSObject> results)
    {
        var arrived = Arrived(server).ToHashSet();
        Assert.All(results, result => Assert.Equal(("success", true), ((string)((dynamic)result).Status, arrived.Contains(Address(result)))));
    }
}
