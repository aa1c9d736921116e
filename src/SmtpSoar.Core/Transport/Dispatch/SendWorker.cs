using System;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Transport.Dispatch;

/// <summary>A thread that sends messages over a connection of its own.</summary>
/// <param name="queue">Where it takes them from.</param>
/// <param name="delivery">Its connection.</param>
/// <param name="send">Sends one.</param>
/// <param name="stop">Ends it.</param>
internal sealed class SendWorker(WorkQueue queue, IMailTransport delivery, Func<PreparedMail, IMailTransport, CancellationToken, Task<MailOutcome>> send, CancellationToken stop)
{
    // A thread and not a task: it waits in its socket, for as long as the command lasts.
    private Thread? _thread;

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
            if (open is null || open(delivery))
                SendAll();
        }
        catch (OperationCanceledException)
        {
            // The command has ended, and nobody hears what was to be said.
        }
    }

    private void SendAll()
    {
        while (queue.Take() is { } pending)
            Send(pending);
    }

    private void Send(PendingMessage pending)
    {
        MailOutcome outcome;
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
