using System;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Delivery.Retry;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Worker;

/// <summary>A worker that stays with a folder: what comes goes, whatever is away meanwhile, and it ends when it is told to.</summary>
public sealed class OutboxWorkerTests
{
    [Fact]
    public async Task Message_ThatComes_IsSent()
    {
        await using var server = SmtpTestServer.Start();
        await using var worker = RunningWorker.Start(server, accepted: "first");

        await server.WaitForMessageAsync(1);
        worker.Accept("second");
        await server.WaitForMessageAsync(2);
        await worker.UntilAsync(() => worker.Outcomes.Count == 2);

        Assert.All(worker.Outcomes, outcome => Assert.Equal("success", outcome.Result.Status));
        Assert.Equal(["first", "second"], worker.Subjects(OutboxState.Sent));
        await worker.StopAsync();
        Assert.Empty(Directory.GetFileSystemEntries(worker.Layout.WorkRoot));
    }

    [Fact]
    public async Task Outbox_ThatIsNotThereYet_IsWaitedFor()
    {
        await using var server = SmtpTestServer.Start();
        await using var worker = RunningWorker.Start(server, accepted: null);
        await worker.UntilAsync(() => worker.Feedback.Warnings.Count == 1);

        worker.Accept("first");

        await server.WaitForMessageAsync();
        await worker.StopAsync();
        Assert.Contains("waits for the outbox", worker.Feedback.Warnings.First(), StringComparison.Ordinal);
        Assert.Contains("The outbox is back", worker.Feedback.Warnings.Last(), StringComparison.Ordinal);
        Assert.Equal(2, worker.Feedback.Warnings.Count);
    }

    [Fact]
    public async Task Outbox_ThatIsNotThereYet_IsLookedForEachSecond()
    {
        var clock = new SkippingClock();
        await using var server = SmtpTestServer.Start();
        await using var worker = RunningWorker.Start(server, accepted: null, options => options.Clock = clock);

        await worker.UntilAsync(() => clock.Waits.Count > 8);

        Assert.All(clock.Waits, wait => Assert.InRange(wait.TotalSeconds, 0.7, 1.3));
    }

    [Fact]
    public async Task Outbox_ThatIsGoneForAWhile_IsWaitedFor()
    {
        await using var server = SmtpTestServer.Start();
        await using var worker = RunningWorker.Start(server, accepted: "first");
        await server.WaitForMessageAsync();
        await worker.UntilAsync(() => worker.Health("state") == "Idle");
        var elsewhere = worker.Layout.Root + ".away";
        Directory.Move(worker.Layout.Root, elsewhere);
        await worker.UntilAsync(() => worker.Health("state") == "OutboxAway");

        Directory.Move(elsewhere, worker.Layout.Root);
        worker.Accept("second");

        await server.WaitForMessageAsync(2);
        await worker.UntilAsync(() => worker.Outcomes.Count == 2);
        await worker.StopAsync();
        Assert.Equal(["first", "second"], worker.Subjects(OutboxState.Sent));
        Assert.Equal("Ended", worker.Health("state"));
    }

#if NET
    [Fact]
    public async Task Outbox_ThatOthersMayWrite_IsNoAbsence()
    {
        if (OperatingSystem.IsWindows())
            return;
        await using var server = SmtpTestServer.Start();
        using var folder = new TemporaryFolder();
        RunningWorker.Accept(Path.Combine(folder.Path, "outbox"), "first");
        File.SetUnixFileMode(Path.Combine(folder.Path, "outbox"), (UnixFileMode)0b111_111_111);

        var health = Path.Combine(folder.Path, "health.json");
        var refused = await Assert.ThrowsAsync<SmtpSoarException>(() => RunningWorker.RunAsync(server, Path.Combine(folder.Path, "outbox"), health));

        Assert.Equal("OutboxRightsTooWide", refused.ErrorId);
        var shown = JsonNode.Parse(File.ReadAllText(health))!;
        Assert.Equal(("Ended", "OutboxRightsTooWide"), ((string)shown["state"]!, (string)shown["last_error"]!));
    }
#endif

    [Fact]
    public async Task Stop_WhileAMessageIsOnItsWay_LetsItEnd()
    {
        var gate = new TaskCompletionSource();
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.EndOfData, Reply.WaitFor(gate.Task)) });
        await using var worker = RunningWorker.Start(server, accepted: "first");
        await worker.UntilAsync(() => worker.Health("on_the_way") == "1" && server.OpenConnections == 1);
        worker.Accept("never begun");

        var stopped = worker.StopAsync();
        await worker.UntilAsync(() => worker.Health("state") == "Stopping");
        gate.SetResult();
        await stopped;

        Assert.Equal(["first"], worker.Subjects(OutboxState.Sent));
        Assert.Equal(["never begun"], worker.Subjects(OutboxState.Waiting));
    }

    [Fact]
    public async Task Stop_WhileAServerIsSilent_EndsAllTheSame()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.Mail, Reply.Hang) });
        await using var worker = RunningWorker.Start(server, accepted: "first", options => options.StopTimeout = TimeSpan.FromMilliseconds(50));
        await worker.UntilAsync(() => worker.Health("on_the_way") == "1" && server.OpenConnections == 1);

        await worker.StopAsync();

        Assert.Equal(["first"], worker.Subjects(OutboxState.Waiting));
    }

    [Fact]
    public async Task Message_ThatTakesLong_HoldsUpNoOther()
    {
        var gate = new TaskCompletionSource();
        var script = new Script().On(Step.EndOfData, Reply.WaitFor(gate.Task)).Times(1);
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = script });
        await using var worker = RunningWorker.Start(server, accepted: "slow");
        await worker.UntilAsync(() => worker.Health("on_the_way") == "1");

        worker.Accept("quick");

        await worker.UntilAsync(() => worker.Outcomes.Count == 1);
        Assert.Equal(["quick"], worker.Subjects(OutboxState.Sent));
        gate.SetResult();
        await worker.UntilAsync(() => worker.Outcomes.Count == 2);
        Assert.Equal(2, server.PeakConnections);
    }

    [Fact]
    public async Task Server_ThatIsAway_IsAskedAgain()
    {
        var free = new TcpListener(System.Net.IPAddress.Loopback, 0);
        free.Start();
        var port = ((System.Net.IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        await using var worker = RunningWorker.Start(
            new SmtpAsset { Server = "127.0.0.1", Port = port, SslMethod = SslMethod.None, RetryCount = 0, RetryMaxDelaySec = 1 }, accepted: "first");
        await worker.UntilAsync(() => worker.Health("state") == "ServerAway" && worker.Outcomes.Count == 1);

        Assert.True(worker.Outcomes.Single().Result.IsKept);
        Assert.Contains(worker.Feedback.Warnings, warning => warning.StartsWith("The mail server can't be used now", StringComparison.Ordinal));
        await using var server = SmtpTestServer.Start(new ServerOptions { Port = port });
        worker.Accept("second");
        await server.WaitForMessageAsync();
        await worker.StopAsync();
        Assert.Equal(["second"], worker.Subjects(OutboxState.Sent));
        Assert.Equal(("1", "1", "ConnectionRefused"), (worker.Health("sent"), worker.Health("put_off"), worker.Health("last_error")));
    }

    [Fact]
    public async Task Retention_OfWhatIsOld_RemovesItAndNothingElse()
    {
        await using var server = SmtpTestServer.Start();
        await using var worker = RunningWorker.Start(
            server,
            accepted: "waits",
            options => options.Retention = TimeSpan.FromMilliseconds(1),
            prepare: root => RunningWorker.Accept(root, "failed", OutboxState.Failed));

        await worker.UntilAsync(() => worker.Subjects(OutboxState.Failed).Length == 0);

        await worker.UntilAsync(() => worker.Outcomes.Count == 1);
        Assert.Contains(worker.Feedback.Details, detail => detail.Contains("old enough: 1.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Damage_OfAMessage_KeepsNoOther()
    {
        await using var server = SmtpTestServer.Start();
        await using var worker = RunningWorker.Start(server, accepted: "good", prepare: root =>
        {
            RunningWorker.Accept(root, "damaged");
            var path = Directory.GetFiles(root, "envelope.json", SearchOption.AllDirectories).Single();
            File.WriteAllText(path, "{");
        });

        await server.WaitForMessageAsync();
        await worker.UntilAsync(() => worker.Outcomes.Count == 1);
        await worker.StopAsync();

        Assert.Equal(["good"], worker.Subjects(OutboxState.Sent));
    }

    [Fact]
    public async Task HealthFile_ThatCantBeWritten_StopsNothing()
    {
        await using var server = SmtpTestServer.Start();
        await using var worker = RunningWorker.Start(
            server, accepted: "first", options => options.HealthFile = Path.Combine(Path.GetTempPath(), "no such folder", "health.json"));

        await server.WaitForMessageAsync();
        await worker.StopAsync();

        Assert.Contains("may take this worker for dead", Assert.Single(worker.Feedback.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HealthFile_OfAWorker_SaysWhatItDid()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.Mail, Reply.Of("550 5.7.1 no")).Times(1) });
        await using var worker = RunningWorker.Start(server, accepted: "refused");
        await worker.UntilAsync(() => worker.Outcomes.Count == 1);
        worker.Accept("sent");
        await worker.UntilAsync(() => worker.Outcomes.Count == 2);
        await worker.StopAsync();

        var health = JsonNode.Parse(File.ReadAllText(worker.HealthPath))!;
        Assert.Equal((1, 1, 0, 0), ((int)health["sent"]!, (int)health["failed"]!, (int)health["unknown"]!, (int)health["put_off"]!));
        Assert.Equal(worker.Layout.Root, (string)health["outbox"]!);
        Assert.InRange((int)health["process"]!, 1, int.MaxValue);
        Assert.Equal("SenderRefused", (string)health["last_error"]!);
    }
}
