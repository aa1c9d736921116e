using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.FileSystem;
using SmtpSoar.Core.Worker;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Outbox.Stores;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Worker;

/// <summary>A worker that runs beside a test, with an outbox in a folder of its own where no other is named.</summary>
internal sealed class RunningWorker : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;

    private RunningWorker()
    {
    }

    public OutboxLayout Layout => new(Path.Combine(_folder.Path, "outbox"));

    public string HealthPath => Path.Combine(_folder.Path, "health.json");

    public RecordingFeedback Feedback { get; } = new();

    public ConcurrentQueue<MailOutcome> Outcomes { get; } = new();

    public static RunningWorker Start(
        SmtpTestServer server, string? accepted, Action<OutboxWorkerOptions>? change = null, Action<string>? prepare = null) =>
        Start(Mailer.For(server).Asset, accepted, change, prepare);

    public static RunningWorker Start(
        SmtpAsset asset, string? accepted, Action<OutboxWorkerOptions>? change = null, Action<string>? prepare = null)
    {
        var running = new RunningWorker();
        prepare?.Invoke(running.Layout.Root);
        if (accepted is not null)
            running.Accept(accepted);
        return running.Begin(asset, running.Layout.Root, change);
    }

    /// <summary>Starts one with an outbox elsewhere.</summary>
    public static RunningWorker StartAt(string location, SmtpAsset asset, Action<OutboxWorkerOptions>? change = null) =>
        new RunningWorker().Begin(asset, location, change);

    /// <summary>Runs one to its end, which only a fault brings.</summary>
    public static async Task RunAsync(SmtpTestServer server, string root, string healthPath)
    {
        using var limit = new CancellationTokenSource(Limit);
        var options = Options(Mailer.For(server).Asset, root, new RecordingFeedback());
        options.HealthFile = healthPath;
        await new OutboxWorker(options).RunAsync(_ => { }, limit.Token);
    }

    /// <summary>Puts a message into an outbox, as another process does.</summary>
    public static void Accept(string root, string subject, OutboxState state = OutboxState.Waiting)
    {
        using var store = new FileOutboxStore(root, new RecordingFeedback(), TimeProvider.System);
        store.Accept(OutboxStoreContractTests.Message(subject)).Finish(state);
    }

    public void Accept(string subject) => Accept(Layout.Root, subject);

    public string[] Subjects(OutboxState state)
    {
        using var store = new FileOutboxStore(Layout.Root, Feedback, TimeProvider.System);
        return [.. store.List(new OutboxQuery { States = [state] }).Select(entry => entry.Subject!)];
    }

    /// <summary>A value of the health file as it is now, or nothing.</summary>
    public string? Health(string property)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(HealthPath))![property]?.ToString();
        }
        catch (Exception cause) when (cause is IOException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    /// <summary>Waits for a condition; only a fault lets it wait for long.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        var limit = DateTime.UtcNow + Limit;
        while (!condition())
        {
            if (_work.IsFaulted)
                await _work;
            Assert.True(DateTime.UtcNow < limit, $"It never came true. Warnings: {string.Join("; ", Feedback.Warnings)}");
            await Task.Delay(10);
        }
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _work.WaitAsync(Limit);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        _folder.Dispose();
    }

    private RunningWorker Begin(SmtpAsset asset, string location, Action<OutboxWorkerOptions>? change)
    {
        var options = Options(asset, location, Feedback);
        options.HealthFile = HealthPath;
        change?.Invoke(options);
        _work = Task.Run(() => new OutboxWorker(options).RunAsync(Outcomes.Enqueue, _stop.Token));
        return this;
    }

    private static OutboxWorkerOptions Options(SmtpAsset asset, string root, RecordingFeedback feedback) => new(
        () => new MailOutbox(root, feedback, asset),
        outbox => new MailServiceOptions(asset, feedback) { OpenOutbox = outbox })
    {
        Feedback = feedback,
    };
}
