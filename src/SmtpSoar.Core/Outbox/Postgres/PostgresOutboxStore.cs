using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox.Moving;
using SmtpSoar.Core.Outbox.Postgres.Accepting;
using SmtpSoar.Core.Outbox.Postgres.Connection;
using SmtpSoar.Core.Outbox.Postgres.Setup;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Transport.Fleet;

namespace SmtpSoar.Core.Outbox.Postgres;

/// <summary>An outbox in PostgreSQL, which many machines share.</summary>
/// <remarks>
/// Its invariants: no last byte goes without a mark that was committed for this lease; a mark and the recovery of a message meet on the
/// lock of one row; a message leaves the table queue in the transaction that puts it into sent.
/// </remarks>
internal sealed class PostgresOutboxStore : IOutboxStore
{
    private const int Batch = 20;

    private static readonly TimeSpan PatienceAtTheEnd = TimeSpan.FromSeconds(10);

    private readonly PostgresSession _session;
    private readonly PostgresSentQueue _sents;
    private readonly SmallMessageQueue _small;
    private readonly OutboxId _ids;
    private readonly PostgresLimits _limits;
    private readonly PostgresWait _wait;
    private volatile bool _exists;
    private volatile bool _hasRecovered;

    /// <summary>Nothing is connected yet.</summary>
    public PostgresOutboxStore(PostgresContext context)
    {
        _session = new PostgresSession(context);
        _sents = new PostgresSentQueue(_session);
        _small = new SmallMessageQueue(_session, _sents);
        _ids = new OutboxId(_session.Clock);
        _limits = new PostgresLimits(_session);
        _wait = new PostgresWait(_session, Address.Outbox);
    }

    public string DisplayName => Address.Shown;

    public int ClaimBatch => Batch;

    public IFleetLimits? Limits => _limits;

    public bool AcceptsTogether => true;

    public bool IsLeftToOthers => _session.MayOnlyAccept;

    /// <summary>The owner, for tests that end it.</summary>
    internal PostgresOwner? Owner => _session.Owner;

    private PostgresAddress Address => _session.Address;

    private PostgresDatabase Database => _session.Database;

    public Task RecoverAsync(CancellationToken cancellationToken) => _session.GuardAsync(async () =>
    {
        await CheckThereAsync(cancellationToken).ConfigureAwait(false);
        await _session.OwnerAsync(cancellationToken).ConfigureAwait(false);

        // A worker does this again and again, and mostly a look shows that nothing is left of others.
        if (_hasRecovered && !Database.Look<bool>(new PostgresCall("has_lost")))
            return true;
        await Database.WriteAsync([new PostgresCall("guard"), new PostgresCall("owners_expire")], cancellationToken).ConfigureAwait(false);

        // A statement of its own, which sees the owners that are dead by now.
        await Database.WriteAsync([new PostgresCall("recover"), new PostgresCall("owners_purge")], cancellationToken).ConfigureAwait(false);
        return _hasRecovered = true;
    });

    public Task<IOutboxLease> AcceptAsync(OutboxDraft draft, CancellationToken cancellationToken) => _session.GuardAsync(async () =>
    {
        await _session.CheckPatientlyAsync(cancellationToken).ConfigureAwait(false);
        var id = _ids.Next();
        var accepted = SmallMessage.IsOne(draft)
            ? _small.AcceptAsync(SmallMessage.Of(draft, id, _session, cancellationToken))
            : new LargeAcceptance(_session, _sents, id, draft).RunAsync(cancellationToken);
        var lease = await accepted.ConfigureAwait(false);
        _exists = true;
        return lease;
    }, PostgresRight.Accept);

    public Task<bool> MayHaveDueAsync(CancellationToken cancellationToken) => _session.GuardAsync(async () =>
    {
        await CheckThereAsync(cancellationToken).ConfigureAwait(false);
        return Database.Look<bool>(new PostgresCall("has_due", Address.Outbox));
    });

    public OutboxWait WaitForDue(TimeSpan pause, TimeSpan limit, CancellationToken stop) => _wait.Run(pause, limit, stop);

    public Task<IReadOnlyList<IOutboxLease>> ClaimAsync(OutboxClaim claim, CancellationToken cancellationToken) =>
        _session.GuardAsync(() => TakeAsync(claim, cancellationToken));

    private async Task<IReadOnlyList<IOutboxLease>> TakeAsync(OutboxClaim claim, CancellationToken cancellationToken)
    {
        await CheckThereAsync(cancellationToken).ConfigureAwait(false);
        var owner = await _session.OwnerAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var rows = await PickAsync(claim, owner, cancellationToken).ConfigureAwait(false);
            return await LendAsync(rows, claim, owner).ConfigureAwait(false);
        }
        catch (Exception cause) when (PostgresFaults.IsFault(cause) || cause is OperationCanceledException)
        {
            // Whether the commit went through is not known, nor what it took: the next owner recovers it.
            _session.Resign(owner);
            await Failures.OfAsync(() => EndAsync(owner)).ConfigureAwait(false);
            throw;
        }
    }

    public IEnumerable<OutboxEntry> List(OutboxQuery query)
    {
        _session.GuardAsync(async () =>
        {
            await CheckThereAsync(CancellationToken.None).ConfigureAwait(false);
            return true;
        }, PostgresRight.Read).GetAwaiter().GetResult();
        return new PostgresListing(_session, query).Read();
    }

    public Task<int> CountAsync(IReadOnlyCollection<OutboxState> states, CancellationToken cancellationToken) =>
        _session.GuardAsync(() => SumAsync(states, cancellationToken), PostgresRight.Read);

    private async Task<int> SumAsync(IReadOnlyCollection<OutboxState> states, CancellationToken cancellationToken)
    {
        await CheckThereAsync(cancellationToken).ConfigureAwait(false);
        var count = 0L;
        foreach (var state in states.Distinct())
            count += await Database.ScalarAsync<long>(
                new PostgresCall("count", Address.Outbox, PostgresState.Of(state)), cancellationToken).ConfigureAwait(false);
        return (int)Math.Min(count, int.MaxValue);
    }

    public Task<bool> RemoveAsync(string id, OutboxState state, CancellationToken cancellationToken) => _session.GuardAsync(async () =>
    {
        await CheckThereAsync(cancellationToken).ConfigureAwait(false);
        if (state == OutboxState.Sending)
            return false;
        List<PostgresCall> calls = [new PostgresCall("remove_queued", id, Address.Outbox, PostgresState.Of(state))];
        if (state == OutboxState.Sent)
            calls.Add(new PostgresCall("remove_sent", id, Address.Outbox));
        return (await Database.WriteAsync(calls, cancellationToken).ConfigureAwait(false)).Sum() > 0;
    });

    public Task<int> RemoveAsync(OutboxRemoval removal, CancellationToken cancellationToken) => _session.GuardAsync(async () =>
    {
        await CheckThereAsync(cancellationToken).ConfigureAwait(false);
        var removed = 0;
        foreach (var state in removal.States.Where(state => state != OutboxState.Sending).Distinct())
        {
            removed += await RemoveOldAsync("remove_old", state, removal, removed, cancellationToken).ConfigureAwait(false);
            if (state == OutboxState.Sent)
                removed += await RemoveOldAsync("remove_old_sent", state, removal, removed, cancellationToken).ConfigureAwait(false);
        }

        return removed;
    });

    public Task<OutboxMeasure> MeasureAsync(TimeSpan period, CancellationToken cancellationToken) => _session.GuardAsync(async () =>
    {
        await CheckThereAsync(cancellationToken).ConfigureAwait(false);
        return await PostgresMeasure.RunAsync(_session, period, cancellationToken).ConfigureAwait(false);
    }, PostgresRight.Read);

    public Task ArriveAsync(OutboxArrival arrival, CancellationToken cancellationToken) => _session.GuardAsync(async () =>
    {
        await _session.CheckAsync(cancellationToken).ConfigureAwait(false);
        await new PostgresArrival(_session, arrival).RunAsync(cancellationToken).ConfigureAwait(false);
        return _exists = true;
    });

    public Task<bool?> PassAsync(string id, OutboxState state, IOutboxStore target, CancellationToken cancellationToken) =>
        target is PostgresOutboxStore other
            ? _session.GuardAsync(() => PassAsync(id, state, other, cancellationToken))
            : Task.FromResult<bool?>(null);

    private async Task<bool?> PassAsync(string id, OutboxState state, PostgresOutboxStore target, CancellationToken cancellationToken)
    {
        await CheckThereAsync(cancellationToken).ConfigureAwait(false);
        var owner = await _session.OwnerAsync(cancellationToken).ConfigureAwait(false);
        if (!await target.HasOwnerAsync(owner.Id, cancellationToken).ConfigureAwait(false))
            return null;
        var other = target.Address.Outbox;
        if (other == Address.Outbox)
            throw Errors.OutboxMoveToItself.With(DisplayName);
        await _sents.FlushAsync(cancellationToken).ConfigureAwait(false);
        List<PostgresCall> calls = [new PostgresCall("pass", id, Address.Outbox, other, PostgresState.Of(state))];
        if (state == OutboxState.Sent)
            calls.Add(new PostgresCall("pass_sent", id, Address.Outbox, other));
        var passed = (await Database.WriteAsync(calls, cancellationToken).ConfigureAwait(false)).Sum();

        // The connection may have been lost at the commit, and the statement came again.
        return passed > 0
            || await Database.ScalarAsync<bool>(new PostgresCall("passed", id, other), cancellationToken).ConfigureAwait(false);
    }

    // An owner's id is random: where it is known, both outboxes lie in the same tables, whatever their addresses call the server.
    private Task<bool> HasOwnerAsync(long owner, CancellationToken cancellationToken) => _session.GuardAsync(async () =>
    {
        await _session.CheckAsync(cancellationToken).ConfigureAwait(false);
        return await Database.ScalarAsync<bool>(new PostgresCall("owner_known", owner), cancellationToken).ConfigureAwait(false);
    });

    public Task FlushAsync(CancellationToken cancellationToken) => _session.GuardAsync(async () =>
    {
        await _sents.FlushAsync(cancellationToken).ConfigureAwait(false);
        return true;
    });

    public void Dispose()
    {
        using (var stop = new CancellationTokenSource(PatienceAtTheEnd))
            Failures.OfAsync(() => GiveBackAsync(stop.Token)).GetAwaiter().GetResult();
        _limits.Dispose();
        _session.Dispose();
    }

    // A database that does not hear of it now finds out when the lease is over.
    private async Task GiveBackAsync(CancellationToken cancellationToken)
    {
        if (_session.Owner is not { } owner)
            return;
        await _sents.FlushAsync(cancellationToken).ConfigureAwait(false);
        owner.End();
        await EndAsync(owner).ConfigureAwait(false);
    }

    private async Task EndAsync(PostgresOwner owner)
    {
        await Database.WriteAsync([new PostgresCall("owner_end", owner.Id)], CancellationToken.None).ConfigureAwait(false);
        await Database.WriteAsync([new PostgresCall("recover")], CancellationToken.None).ConfigureAwait(false);
    }

    private async Task<int> RemoveOldAsync(
        string statement, OutboxState state, OutboxRemoval removal, int removed, CancellationToken cancellationToken)
    {
        var call = new PostgresCall(statement, Address.Outbox, PostgresState.Of(state), removal.FinishedFor, removal.MaxCount - removed);
        return (await Database.WriteAsync([call], cancellationToken).ConfigureAwait(false))[0];
    }

    private async Task CheckThereAsync(CancellationToken cancellationToken)
    {
        await _session.CheckAsync(cancellationToken).ConfigureAwait(false);
        if (_exists)
            return;
        var call = new PostgresCall("outbox_exists", Address.Outbox);
        if (!await Database.ScalarAsync<bool>(call, cancellationToken).ConfigureAwait(false))
            throw Errors.OutboxMissing.With(DisplayName).Advising(Messages.OutboxWithoutMessages);
        _exists = true;
    }

    private Task<IReadOnlyList<PostgresRow>> PickAsync(OutboxClaim claim, PostgresOwner owner, CancellationToken cancellationToken)
    {
        if (claim.Ids is null && claim.From is OutboxState.Held or OutboxState.Moving or OutboxState.Sent)
            return Task.FromResult<IReadOnlyList<PostgresRow>>([]);
        List<PostgresCall> calls = [new PostgresCall("guard")];
        if (claim.From == OutboxState.Sent)
            calls.Add(new PostgresCall("reopen_sent", claim.Ids!.ToArray(), Address.Outbox));
        calls.Add(ToCall(claim, owner));
        return Database.ReadAsync(calls, ToRow, cancellationToken);
    }

    private PostgresCall ToCall(OutboxClaim claim, PostgresOwner owner) => claim.Ids is { } ids
        ? new PostgresCall("claim_ids", ids.ToArray(), Address.Outbox, PostgresState.Of(claim.From), owner.Id)
        : claim.From == OutboxState.Waiting
            ? new PostgresCall("claim_due", Address.Outbox, claim.MaxCount, owner.Id)
            : new PostgresCall("claim_any", Address.Outbox, claim.MaxCount, owner.Id, PostgresState.Of(claim.From));

    private PostgresRow ToRow(Npgsql.NpgsqlDataReader reader)
    {
        _session.Clock.Set(reader.GetFieldValue<DateTimeOffset>(5));
        return new PostgresRow(reader.GetString(0), reader.IsDBNull(2) ? null : reader.GetFieldValue<byte[]>(2), reader.GetBoolean(3))
        {
            Fence = reader.GetInt64(1),
            Waited = reader.GetFieldValue<TimeSpan>(4),
            FirstChunk = reader.IsDBNull(6) ? null : reader.GetFieldValue<byte[]>(6),
        };
    }

    private async Task<IReadOnlyList<IOutboxLease>> LendAsync(IReadOnlyList<PostgresRow> rows, OutboxClaim claim, PostgresOwner owner)
    {
        var leases = new List<IOutboxLease>();
        foreach (var row in InOrder(rows, claim.Ids))
        {
            var damage = Failures.Of(() => leases.Add(Lend(row, claim.From, owner)));
            if (damage is not null)
                await PutAsideAsync(row, claim, owner, damage).ConfigureAwait(false);
        }

        return leases;
    }

    private PostgresOutboxLease Lend(PostgresRow row, OutboxState from, PostgresOwner owner)
    {
        var record = row.ToRecord($"message {row.Id} of {Address.Shown}");
        record.State = from;
        return new PostgresOutboxLease(_session, _sents, owner, row, record) { Origin = from };
    }

    // A named one goes back to where people find it. Another one would be in the way of all others for ever.
    private async Task PutAsideAsync(PostgresRow row, OutboxClaim claim, PostgresOwner owner, SmtpSoarException damage)
    {
        var name = claim.Ids is null && claim.From == OutboxState.Waiting ? "put_aside" : "return";
        await Database.WriteAsync([new PostgresCall(name, row.Id, row.Fence, owner.Id)], CancellationToken.None).ConfigureAwait(false);
        claim.OnDamaged(row.Id, damage);
    }

    private static IEnumerable<PostgresRow> InOrder(IReadOnlyList<PostgresRow> rows, IReadOnlyList<string>? ids)
    {
        if (ids is null)
            return rows;
        var byId = rows.ToDictionary(row => row.Id);
        return ids.Where(byId.ContainsKey).Select(id => byId[id]);
    }
}
