using System.Runtime.ExceptionServices;

namespace SmtpSoar.Core.Transport.Dispatch;

/// <summary>A message's place in the order, and what became of it.</summary>
internal sealed class PendingMessage
{
    private PreparedMail? _mail;
    private volatile MailOutcome? _outcome;
    private volatile ExceptionDispatchInfo? _fault;

    public PendingMessage(PreparedMail mail)
    {
        _mail = mail;
        Size = mail.Message?.Image.Size ?? 0;
    }

    /// <summary>The message's size in bytes.</summary>
    public long Size { get; }

    /// <summary>The message, until it is done: many outcomes may wait for one, and need not hold their messages.</summary>
    public PreparedMail Mail => _mail!;

    /// <summary>Whether its outcome is known.</summary>
    public bool IsDone => _outcome is not null || _fault is not null;

    /// <summary>The outcome, or <see langword="null"/> if it is not known yet or a fault of ours took its place.</summary>
    public MailOutcome? KnownOutcome => _outcome;

    /// <summary>The outcome. A fault of ours is thrown.</summary>
    public MailOutcome Outcome
    {
        get
        {
            _fault?.Throw();
            return _outcome!;
        }
    }

    public void Complete(MailOutcome outcome)
    {
        _mail = null;
        _outcome = outcome;
    }

    /// <summary>Takes a fault of ours, which belongs to the pipeline's thread.</summary>
    public void Break(System.Exception fault)
    {
        _mail = null;
        _fault = ExceptionDispatchInfo.Capture(fault);
    }
}
