using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using System.Threading;

namespace SmtpSoar.Benchmarks.Least;

/// <summary>
/// Sends each object as a mail: three properties, seven header fields, one write and one read a mail by a thread of its own, one result. It
/// checks nothing, has no other parameter, and ends at the first fault.
/// </summary>
[Cmdlet(VerbsCommunications.Send, "LeastMail")]
public sealed class SendLeastMailCommand : PSCmdlet, IDisposable
{
    private const string Sender = "soar@example.org";
    private const int MaxWaiting = 1000;

    // A batch of this size wakes the other thread.
    private const int Batch = 16;

    private readonly object _gate = new();
    private readonly Queue<LeastMail> _waiting = new();
    private readonly ConcurrentQueue<LeastResult> _results = new();
    private LeastConnection? _connection;
    private Thread? _thread;
    private Exception? _fault;
    private bool _hasEnded;

    /// <summary>The port of the server, which must offer PIPELINING.</summary>
    [Parameter(Mandatory = true)]
    public int Port { get; set; }

    /// <summary>An object with To, Subject and Body.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _connection = new LeastConnection(Port);
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Add(Compose());
        WriteResults();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        lock (_gate)
        {
            _hasEnded = true;
            Monitor.PulseAll(_gate);
        }

        _thread!.Join();
        WriteResults();
        if (_fault is not null)
            throw _fault;
    }

    /// <inheritdoc/>
    public void Dispose() => _connection?.Dispose();

    private LeastMail Compose()
    {
        var properties = InputObject.Properties;
        var to = (string)properties["To"].Value;
        var id = Guid.NewGuid().ToString("N") + "@example.org";
        var date = DateTimeOffset.Now.ToString("ddd, dd MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture);
        var text = "From: " + Sender + "\r\nDate: " + date + "\r\nSubject: " + (string)properties["Subject"].Value
            + "\r\nMessage-Id: <" + id + ">\r\nTo: " + to + "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
            + (string)properties["Body"].Value + "\r\n.\r\n";
        var envelope = "MAIL FROM:<" + Sender + ">\r\nRCPT TO:<" + to + ">\r\nDATA\r\n";
        var result = new LeastResult { Action = "send email", MessageId = id, Port = Port };
        return new LeastMail(envelope, Encoding.UTF8.GetBytes(text), result);
    }

    private void Add(LeastMail mail)
    {
        lock (_gate)
        {
            _waiting.Enqueue(mail);
            if (_waiting.Count == Batch)
                Monitor.PulseAll(_gate);
            while (_waiting.Count >= MaxWaiting && _fault is null)
                Monitor.Wait(_gate);
        }
    }

    private LeastMail? Take()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_hasEnded)
                Monitor.Wait(_gate, 1);
            if (_waiting.Count == MaxWaiting / 2)
                Monitor.PulseAll(_gate);
            return _waiting.Count == 0 ? null : _waiting.Dequeue();
        }
    }

    private void WriteResults()
    {
        while (_results.TryDequeue(out var result))
            WriteObject(result);
    }

    private void Run()
    {
        try
        {
            LeastMail? last = null;
            while (Take() is { } mail)
            {
                _connection!.Begin(mail, last);
                Report(last);
                last = mail;
            }

            _connection!.End(last);
            Report(last);
        }
        catch (Exception cause)
        {
            lock (_gate)
            {
                _fault = cause;
                Monitor.PulseAll(_gate);
            }
        }
    }

    private void Report(LeastMail? mail)
    {
        if (mail is null)
            return;
        (mail.Result.Status, mail.Result.Server, mail.Result.Size) = ("success", "127.0.0.1", mail.Content.Length);
        _results.Enqueue(mail.Result);
    }
}
