using System;
using System.Diagnostics;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Worker;

/// <summary>Says in a file how a worker is: its age tells that it lives, and its content what it does. Never a secret.</summary>
/// <param name="path">The file, or <see langword="null"/> for none.</param>
/// <param name="clock">The clock.</param>
/// <param name="feedback">Hears, once, that it can't be written.</param>
internal sealed class WorkerHealth(string? path, TimeProvider clock, IFeedback? feedback)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly DateTimeOffset _started = clock.GetUtcNow();
    private WorkerState _state = WorkerState.Starting;
    private long? _written;
    private int _sent;
    private int _failed;
    private int _kept;
    private int _unknown;
    private DateTimeOffset? _lastSent;
    private SmtpSoarException? _lastError;
    private DateTimeOffset? _lastErrorTime;
    private bool _hasWarned;

    /// <summary>The outbox, once it was open.</summary>
    public string? Outbox { get; set; }

    /// <summary>How many messages are on their way.</summary>
    public int OnTheWay { get; set; }

    /// <summary>The worker does something else now. A change is written at once, and else every few seconds.</summary>
    public Task BeAsync(WorkerState state)
    {
        var isNew = state != _state || _written is null;
        _state = state;
        return path is null || (!isNew && clock.GetElapsedTime(_written!.Value) < Interval) ? Task.CompletedTask : WriteAsync();
    }

    /// <summary>The time until the file is to be written again, whatever the worker does.</summary>
    public TimeSpan DueIn => path is null || _written is not { } last ? TimeSpan.MaxValue : Interval - clock.GetElapsedTime(last);

    /// <summary>Counts an outcome.</summary>
    public void Count(MailOutcome outcome)
    {
        if (outcome.Error is { } error)
            Note(error);
        if (outcome.Result.Status == "success")
            (_sent, _lastSent) = (_sent + 1, clock.GetUtcNow());
        else if (outcome.Result.IsKept)
            _kept++;
        else if (outcome.Error?.MayBeDelivered == true)
            _unknown++;
        else
            _failed++;
    }

    /// <summary>Remembers an error as the last one.</summary>
    public void Note(SmtpSoarException error) => (_lastError, _lastErrorTime) = (error, clock.GetUtcNow());

    private async Task WriteAsync()
    {
        _written = clock.GetTimestamp();
        try
        {
            await WholeFile.WriteAsync(path!, overwrite: true, PutAsync).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            // A worker does not stop sending for that.
            if (!_hasWarned)
                feedback?.Warning(Messages.HealthNotWritten(path!, cause.Message));
            _hasWarned = true;
        }
    }

    private async Task PutAsync(Stream file)
    {
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("state", _state.ToString());
        json.WriteString("time", clock.GetUtcNow());
        json.WriteString("started", _started);
        json.WriteString("outbox", Outbox);
        json.WriteString("machine", Environment.MachineName);
        json.WriteNumber("process", ProcessId());
        json.WriteNumber("on_the_way", OnTheWay);
        json.WriteNumber("sent", _sent);
        json.WriteNumber("failed", _failed);
        json.WriteNumber("unknown", _unknown);
        json.WriteNumber("put_off", _kept);
        Write(json, "last_sent", _lastSent);
        json.WriteString("last_error", _lastError?.ErrorId);
        json.WriteString("last_error_text", _lastError?.Sentence);
        Write(json, "last_error_time", _lastErrorTime);
        json.WriteEndObject();
        await json.FlushAsync().ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter json, string property, DateTimeOffset? time)
    {
        if (time is { } known)
            json.WriteString(property, known);
        else
            json.WriteNull(property);
    }

    private static int ProcessId()
    {
        using var process = Process.GetCurrentProcess();
        return process.Id;
    }
}
