using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox.Postgres.Connection;
using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Core.Outbox.Postgres;

/// <summary>Holds what was sent until the next mark takes it along, or half a second is over. Safe for many threads.</summary>
internal sealed class PostgresSentQueue(PostgresSession session)
{
    private const int MaxTogether = 50;

    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);

    private readonly object _lock = new();
    private readonly Queue<Sent> _waiting = new();
    private bool _isFlushDue;

    /// <summary>Writes it with the next mark.</summary>
    public void Add(Sent sent)
    {
        lock (_lock)
        {
            _waiting.Enqueue(sent);
            if (_isFlushDue)
                return;
            _isFlushDue = true;
        }

        _ = FlushSoonAsync();
    }

    /// <summary>Runs a statement together with what was sent before.</summary>
    /// <returns>How many rows the statement changed.</returns>
    public async Task<int> WriteWithAsync(PostgresCall call, CancellationToken cancellationToken)
    {
        var sents = Take();
        try
        {
            var counts = await session.Database
                .WriteAsync([.. sents.Select(sent => sent.Call), call], cancellationToken).ConfigureAwait(false);
            await CheckAsync(sents, counts).ConfigureAwait(false);
            return counts[^1];
        }
        catch
        {
            PutBack(sents);
            throw;
        }
    }

    /// <summary>Writes all that waits.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        while (Take() is { Count: > 0 } sents)
        {
            try
            {
                var counts = await session.PersistAsync(
                    _ => session.Database.WriteAsync([.. sents.Select(sent => sent.Call)], cancellationToken),
                    cancellationToken).ConfigureAwait(false);
                await CheckAsync(sents, counts).ConfigureAwait(false);
            }
            catch
            {
                PutBack(sents);
                throw;
            }
        }
    }

    private async Task FlushSoonAsync()
    {
        await Task.Delay(Longest).ConfigureAwait(false);
        lock (_lock)
            _isFlushDue = false;

        // The end of the command tries again, and tells.
        await Failures.OfAsync(() => FlushAsync(CancellationToken.None)).ConfigureAwait(false);
    }

    private List<Sent> Take()
    {
        var taken = new List<Sent>();
        lock (_lock)
        {
            while (taken.Count < MaxTogether && _waiting.Count > 0)
                taken.Add(_waiting.Dequeue());
        }

        return taken;
    }

    private void PutBack(List<Sent> sents)
    {
        lock (_lock)
            sents.ForEach(_waiting.Enqueue);
    }

    // None changed: an earlier try had done it, unless another command has the message by now.
    private async Task CheckAsync(List<Sent> sents, IReadOnlyList<int> counts)
    {
        for (var i = 0; i < sents.Count; i++)
        {
            if (counts[i] == 0 && !await sents[i].WasWrittenAsync(session).ConfigureAwait(false))
                session.Context.Store.Feedback.Warning(
                    Messages.OutboxNotRecorded(sents[i].Place, Errors.OutboxMessageLost.With(session.Address.Shown, sents[i].Id).Sentence));
        }
    }

    /// <summary>A message that was sent, and is not on record yet.</summary>
    internal sealed record Sent(string Id, long Fence, string Place, PostgresCall Call)
    {
        public Task<bool> WasWrittenAsync(PostgresSession session) =>
            session.Database.ScalarAsync<bool>(new PostgresCall("was_sent", Id, Fence), CancellationToken.None);
    }
}
