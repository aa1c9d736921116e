using System;
using System.Threading;
using Npgsql;
using SmtpSoar.Core.Outbox.Postgres.Connection;

namespace SmtpSoar.Core.Outbox.Postgres;

/// <summary>
/// Lets the server wait for messages in a worker's place, which costs both of them less than looks that are asked for. Those who wait
/// share the looks.
/// </summary>
/// <param name="session">The command's place in the database.</param>
/// <param name="outbox">The outbox' name.</param>
internal sealed class PostgresWait(PostgresSession session, string outbox)
{
    // A test that has its own clock sets it in transactions, of which this is none.
    private bool _isRefused = session.Context.Prologue is not null;

    /// <summary>Waits. A failure ends it early: the look that comes next tells whether the database is away.</summary>
    public OutboxWait Run(TimeSpan pause, TimeSpan limit, CancellationToken stop)
    {
        if (_isRefused)
            return OutboxWait.None;
        try
        {
            // Behind a wait the command does not know whether its owner lives. The next one tells.
            var owner = session.Owner is { IsOver: false } last ? last : session.OwnerAsync(stop).GetAwaiter().GetResult();
            return Run(owner, pause, limit, stop);
        }
        catch (Exception cause) when (PostgresFaults.IsFault(cause) || cause is OperationCanceledException or SmtpSoarException)
        {
            _isRefused = IsRefusal(cause) && !stop.IsCancellationRequested;
            return _isRefused ? OutboxWait.None : OutboxWait.Woken;
        }
    }

    private OutboxWait Run(PostgresOwner owner, TimeSpan pause, TimeSpan limit, CancellationToken stop)
    {
        // If one of those who wait does not look, the next one does a step later.
        var step = TimeSpan.FromTicks(pause.Ticks / 2);
        try
        {
            return owner.Leave(() => Wait(new PostgresWaitCall(outbox, owner.Id, session.Address.Lease, step, limit), stop), limit);
        }
        catch (PostgresException cause) when (PostgresFaults.IsEndOfOwner(cause))
        {
            session.Resign(owner);
            return OutboxWait.Woken;
        }
    }

    // A wait that found nothing has taken the whole time, and the way to the server and back.
    private OutboxWait Wait(PostgresWaitCall wait, CancellationToken stop)
    {
        var begun = session.Context.Clock.GetTimestamp();
        session.Database.Wait(wait, stop);
        return session.Context.Clock.GetElapsedTime(begun) < wait.Limit ? OutboxWait.Woken : OutboxWait.Over;
    }

    private static bool IsRefusal(Exception cause) => cause is PostgresException && !PostgresFaults.IsAbsence(cause);
}
