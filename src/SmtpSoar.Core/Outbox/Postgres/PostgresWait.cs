using System;
using System.Threading;
using Npgsql;
using SmtpSoar.Core.Outbox.Postgres.Connection;

namespace SmtpSoar.Core.Outbox.Postgres;

/// <summary>Lets the server wait for messages in a worker's place, which costs both of them less than looks that are asked for.</summary>
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
        var begun = session.Context.Clock.GetTimestamp();
        try
        {
            session.Database.Wait(outbox, pause, limit, stop);
        }
        catch (Exception cause) when (PostgresFaults.IsFault(cause) || cause is OperationCanceledException or SmtpSoarException)
        {
            _isRefused = cause is PostgresException && !PostgresFaults.IsAbsence(cause) && !stop.IsCancellationRequested;
            return _isRefused ? OutboxWait.None : OutboxWait.Woken;
        }

        // A wait that found nothing has taken the whole time, and the way to the server and back.
        return session.Context.Clock.GetElapsedTime(begun) < limit ? OutboxWait.Woken : OutboxWait.Over;
    }
}
