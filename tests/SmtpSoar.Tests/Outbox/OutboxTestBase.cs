using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.FileSystem;
using SmtpSoar.Core.Transport.Retry;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Delivery.Retry;
using Xunit;

namespace SmtpSoar.Tests.Outbox;

/// <summary>An outbox whose path is as odd as paths get, and services that send through it.</summary>
public abstract class OutboxTestBase : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<IDisposable> _owned = [];

    protected OutboxTestBase() => Root = Path.Combine(_folder.Path, "out box [1] é");

    protected string Root { get; }

    internal OutboxLayout Layout => new(Root);

    internal SkippingClock Clock { get; } = new();

    internal RecordingFeedback Feedback { get; } = new();

    protected Func<double> Random { get; set; } = () => 0.5;

    protected static SmtpTestServer Start(Script? script = null) => SmtpTestServer.Start(new ServerOptions { Script = script ?? new Script() });

    /// <summary>A command's service. It takes up what is left behind as it begins to work.</summary>
    internal MailService Service(SmtpTestServer server, Action<SmtpAsset>? change = null)
    {
        var asset = Mailer.For(server, change).Asset;
        var options = new MailServiceOptions(asset, Feedback) { Outbox = Root, Retry = new RetryEnvironment(Feedback) { Clock = Clock, Random = Random }, Clock = Clock };
        return Own(new MailService(options));
    }

    internal MailOutbox Store() => Own(new MailOutbox(new FileOutboxStore(Root, Feedback, Clock)));

    internal static Task<MailOutcome> SendAsync(MailService service, params string[] to) => SendAsync(service, Mailer.Request(to), CancellationToken.None);

    internal static Task<MailOutcome> SendAsync(MailService service, MailRequest request, CancellationToken stop) => service.SendAsync(service.Prepare(request, stop), stop);

    /// <summary>What Send-SoarOutbox does with one message.</summary>
    internal static Task<MailOutcome> SendAgainAsync(MailService service, OutboxEntry entry) => service.SendAsync(service.Claim(entry)!, CancellationToken.None);

    /// <summary>Everything in the outbox, each message whole.</summary>
    internal IReadOnlyList<OutboxEntry> List(params OutboxState[] states)
    {
        var query = new OutboxQuery { OnDamaged = (_, damage) => throw damage };
        if (states.Length > 0)
            query.States = states;
        return [.. Store().List(query)];
    }

    /// <summary>The one message of the outbox.</summary>
    internal OutboxEntry Single(OutboxState state)
    {
        var entry = Assert.Single(List());
        Assert.Equal(state, entry.State);
        return entry;
    }

    /// <summary>Puts a message where a process has it that was killed.</summary>
    protected string Kill(OutboxEntry entry, OutboxState recorded, string owner = "0123456789abcdef0123456789abcdef")
    {
        var folder = Path.Combine(Layout.Work(owner), entry.Id);
        Directory.CreateDirectory(Layout.Work(owner));
        Directory.Move(Path.GetDirectoryName(entry.Path)!, folder);
        Change(folder, record => record["state"] = recorded.ToString());
        return folder;
    }

    protected static void Change(string folder, Action<JsonNode> change)
    {
        var path = Path.Combine(folder, OutboxLayout.EnvelopeFile);
        var record = JsonNode.Parse(File.ReadAllText(path))!;
        change(record);
        record.AsObject().Remove(RecordDigest.Member);
        File.WriteAllBytes(path, RecordDigest.AddTo(Encoding.UTF8.GetBytes(record.ToJsonString())));
    }

    /// <summary>Makes a record what it was before records had a digest.</summary>
    protected static void Downgrade(string folder, Action<JsonNode>? change = null)
    {
        var path = Path.Combine(folder, OutboxLayout.EnvelopeFile);
        var record = JsonNode.Parse(File.ReadAllText(path))!;
        record["version"] = 1;
        record.AsObject().Remove(RecordDigest.Member);
        change?.Invoke(record);
        File.WriteAllText(path, record.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    }

    /// <summary>Makes messages that wait, with a server that is not there yet.</summary>
    private protected async Task WaitingAsync(MailRequest request, int count = 1)
    {
        await using var server = Start(new Script().On(Step.Mail, Reply.Of("451 4.3.0 later")));
        using var service = Service(server);
        for (var i = 0; i < count; i++)
            await SendAsync(service, request, CancellationToken.None);
    }

    /// <summary>The state that a record has on the disk now, wherever it lies.</summary>
    protected string StateOnDisk() =>
        (string)JsonNode.Parse(File.ReadAllText(Directory.GetFiles(Root, OutboxLayout.EnvelopeFile, SearchOption.AllDirectories).Single()))!["state"]!;

    /// <summary>Nobody has left anything in the middle of their work.</summary>
    protected void AssertNothingLeft()
    {
        Assert.Empty(Directory.GetFileSystemEntries(Layout.TemporaryRoot));
        Assert.Empty(Directory.GetFileSystemEntries(Layout.WorkRoot));
    }

    internal void Close()
    {
        foreach (var owned in _owned.AsEnumerable().Reverse())
            owned.Dispose();
        _owned.Clear();
    }

    internal T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    public void Dispose()
    {
        Close();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
