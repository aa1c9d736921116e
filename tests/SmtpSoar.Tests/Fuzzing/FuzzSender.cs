using System;
using System.Linq;
using System.Text.Json;
using System.Threading;
using SmtpSoar.Core;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Tests.Outbox;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>Sends requests to a recording server, and looks at all that comes of it.</summary>
internal sealed class FuzzSender : IDisposable
{
    private readonly WireRecorder _recorder;
    private readonly MailService _service;
    private readonly FuzzFeedback _feedback = new();

    /// <param name="recorder">The server; it ends with the sender.</param>
    /// <param name="change">Changes the asset.</param>
    /// <param name="outbox">The folder of an outbox, if there is to be one.</param>
    public FuzzSender(WireRecorder recorder, Action<SmtpAsset>? change = null, string? outbox = null)
    {
        _recorder = recorder;
        var asset = new SmtpAsset
        {
            Server = "127.0.0.1",
            Port = recorder.Port,
            SslMethod = SslMethod.None,
            SenderAddress = "sender@example.org",
            TimeoutSec = 5,
            RetryCount = 0,
        };
        change?.Invoke(asset);
        Options = new MailServiceOptions(asset, _feedback) { Outbox = outbox };
        _service = new MailService(Options);
    }

    public MailServiceOptions Options { get; }

    public static FuzzSender Modern() =>
        new(WireRecorder.Taking("PIPELINING", "SIZE 50000000", "8BITMIME", "SMTPUTF8", "DSN", "ENHANCEDSTATUSCODES"));

    public static FuzzSender Old() => new(WireRecorder.Taking());

    /// <summary>Sends, and checks all that no request may bring about.</summary>
    /// <returns>What the server got; its contents are empty where the request was refused.</returns>
    public (MailOutcome Outcome, WireRecord Record) Send(MailRequest request)
    {
        var outcome = Deliver(_service.Prepare(request, CancellationToken.None));
        return (outcome, Check(outcome));
    }

    /// <summary>Sends to a server of which nothing is to be expected.</summary>
    public MailOutcome SendAnyhow(MailRequest request)
    {
        var outcome = Deliver(_service.Prepare(request, CancellationToken.None));
        foreach (var text in _feedback.Take())
            SentenceCheck.Text(text);
        return outcome;
    }

    /// <summary>Sends a message of the outbox, as far as it can be read.</summary>
    /// <returns>What the server got, or <see langword="null"/> where nothing could be sent.</returns>
    public WireRecord? SendAgain(OutboxEntry entry)
    {
        PreparedMail? prepared = null;
        SentenceCheck.Error(Failures.Of(() => prepared = _service.Claim(entry)));
        return prepared is null ? null : Check(Deliver(prepared));
    }

    public void Dispose()
    {
        _service.Dispose();
        _recorder.Dispose();
    }

    private MailOutcome Deliver(PreparedMail prepared) => _service.SendAsync(prepared, CancellationToken.None).GetAwaiter().GetResult();

    private WireRecord Check(MailOutcome outcome)
    {
        var record = _recorder.Take();
        SentenceCheck.Error(outcome.Error);
        foreach (var text in _feedback.Take())
            SentenceCheck.Text(text);
        using var json = JsonDocument.Parse(outcome.Result.ToJson());
        WireCheck.Stream(record);
        if (record.Contents.Count > 0)
            WireCheck.Recipients(record, outcome.Result.Recipients.Select(recipient => recipient.Address));
        FuzzFindingException.If(outcome.Error is null && record.Contents.Count == 0, "sent, and nothing came");
        return record;
    }
}
