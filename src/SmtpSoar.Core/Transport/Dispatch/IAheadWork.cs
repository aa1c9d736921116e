using System.Threading;

namespace SmtpSoar.Core.Transport.Dispatch;

/// <summary>Work on a message that begins while it waits for a thread, together with that of others.</summary>
internal interface IAheadWork
{
    /// <summary>How many messages may wait for a thread.</summary>
    int MaxWaiting { get; }

    /// <summary>Whether threads do nothing but wait for this work, so that as many as possible are to be begun.</summary>
    bool IsAll { get; }

    /// <summary>Begins, and waits for nothing. A failure is told when the message is sent.</summary>
    void Begin(PreparedMail mail, CancellationToken cancellationToken);

    /// <summary>Whether the message has to be told of, though nobody sends it any more: its work was begun.</summary>
    bool IsBegun(PreparedMail mail);
}
