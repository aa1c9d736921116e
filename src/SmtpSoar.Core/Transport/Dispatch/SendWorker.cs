using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition;

namespace SmtpSoar.Core.Transport.Dispatch;

/// <summary>A thread that sends messages over a connection of its own.</summary>
/// <param name="queue">The queue that it takes messages from.</param>
/// <param name="delivery">Its connection.</param>
/// <param name="send">Sends one.</param>
/// <param name="mayLookAhead">Tells whether a message may be taken while the one before is still on its way.</param>
/// <param name="stop">Ends it.</param>
internal sealed class SendWorker(
    WorkQueue queue,
    IMailTransport delivery,
    Func<PreparedMail, IMailTransport, CancellationToken, Task<MailOutcome>> send,
    Func<bool> mayLookAhead,
    CancellationToken stop)
{
    private PendingMessage? _ahead;

    // A thread and not a task: it waits in its socket, for as long as the command lasts.
    private Thread? _thread;

    /// <summary>Runs where the queue lets this thread leave before all ends.</summary>
    public Action? Leave { get; init; }

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => _thread is { IsAlive: false };

    /// <summary>Begins.</summary>
    /// <param name="number">Its number, from 0.</param>
    /// <param name="open">Runs first. If it says no, the worker ends.</param>
    public void Start(int number, Func<IMailTransport, bool>? open)
    {
        _thread = new Thread(() => Run(open)) { IsBackground = true, Name = $"SmtpSoar connection {number + 1}" };
        _thread.Start();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Whether it has ended.</returns>
    public bool Join(TimeSpan patience) => _thread?.Join(patience) ?? true;

    // An exception that leaves a thread ends the process.
    private void Run(Func<IMailTransport, bool>? open)
    {
        try
        {
            if (open is not null && !open(delivery))
                return;
            SendAll();
            if (!stop.IsCancellationRequested)
                Leave?.Invoke();
        }
        catch (OperationCanceledException)
        {
            // The command has ended, and nobody hears what was to be said.
        }
    }

    private void SendAll()
    {
        while (Take() is { } pending)
            Send(pending);
    }

    private PendingMessage? Take()
    {
        if (_ahead is null)
            return queue.Take();
        var ahead = _ahead;
        _ahead = null;
        return stop.IsCancellationRequested ? null : ahead;
    }

    // The connection may send its envelope now, and no other thread takes it any more.
    private ComposedMessage? LookAhead()
    {
        if (_ahead is null && mayLookAhead())
            _ahead = queue.TakeAhead();
        return _ahead?.Mail.Message;
    }

    private void Send(PendingMessage pending)
    {
        MailOutcome outcome;
        pending.Mail.Next = LookAhead;
        try
        {
            outcome = send(pending.Mail, delivery, stop).GetAwaiter().GetResult();
        }
        catch (Exception fault)
        {
            queue.Done(pending, null, fault);
            return;
        }

        queue.Done(pending, outcome, null);
    }
}
