using System.Threading;
using SmtpSoar.Core.Transport.Dispatch;

namespace SmtpSoar.Core.Outbox.Delivery;

/// <summary>Accepts the messages that wait for a thread, so that a store may keep many of them by one commit.</summary>
/// <param name="work">The outbox.</param>
internal sealed class OutboxAhead(OutboxContext work) : IAheadWork
{
    // Those that this command sends by itself are out of others' reach meanwhile.
    private const int MostOfOwn = 32;
    private const int MostForOthers = 200;

    public int MaxWaiting => IsAll ? MostForOthers : MostOfOwn;

    public bool IsAll => work.Store.IsLeftToOthers;

    public void Begin(PreparedMail mail, CancellationToken cancellationToken)
    {
        if (mail is { Entry: null, Acceptance: null, Message: { IsBuffered: true, Copies.Count: 0 } message })
            mail.Acceptance = OutboxEntryLifecycle.AcceptAsync(work.Store, message, mail.Action, cancellationToken);
    }

    public bool IsBegun(PreparedMail mail) => mail.Acceptance is not null;
}
