using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox.Postgres.Connection;

namespace SmtpSoar.Core.Outbox.Postgres;

/// <summary>
/// A message that the database has lent. Each write is a compare-and-set with the fence: it hits one row, or the message is lost.
/// </summary>
/// <param name="session">The command's place in the database.</param>
/// <param name="sents">The messages that were sent and are not on record yet.</param>
/// <param name="owner">The owner, or <see langword="null"/> where the message was accepted and not lent.</param>
/// <param name="row">The message as it was lent.</param>
/// <param name="record">Everything that is known of it.</param>
internal sealed class PostgresOutboxLease(
    PostgresSession session, PostgresSentQueue sents, PostgresOwner? owner, PostgresRow row, OutboxRecord record) : IOutboxLease
{
    // A mark that is begun long before the last byte would call a large message unknown which no server can have yet.
    private const long LargeMessage = 1024 * 1024;

    private bool _isMarked;
    private bool _isLost;

    public OutboxRecord Record => record;

    public required OutboxState Origin { get; init; }

    public string Place => $"message {record.Id} of {session.Address.Shown}";

    public TimeSpan Waited => row.Waited;

    public bool MarksAhead => record.Size < LargeMessage;

    public bool IsLent => owner is not null;

    public Stream OpenMessage(long position) =>
        new PostgresContent(session.Database, session.Context, record, row, position);

    public Task MarkAsync(CancellationToken cancellationToken) => session.GuardAsync(async () =>
    {
        CheckAlive();
        var call = new PostgresCall("mark", record.Id, row.Fence, owner!.Id);
        Check(await sents.WriteWithAsync(call, cancellationToken).ConfigureAwait(false));
        record.State = OutboxState.Sending;
        return _isMarked = true;
    });

    public void Confirm() => CheckAlive();

    public Task KeepAsync()
    {
        record.State = Origin;
        return WriteAsync(() => new PostgresCall("keep", record.Id, row.Fence, owner!.Id, Bytes()), () => _isMarked = false);
    }

    public Task ReturnAsync() => WriteAsync(() => new PostgresCall("return", record.Id, row.Fence, owner!.Id), () => _isLost = true);

    public Task<OutboxState> FinishAsync(OutboxOutcome outcome) => session.GuardAsync(async () =>
    {
        record.Settle(outcome, session.Clock.GetUtcNow());
        if (outcome.State == OutboxState.Sent)
            await SentAsync(outcome).ConfigureAwait(false);
        else
            await SettleAsync(outcome).ConfigureAwait(false);
        return outcome.State;
    });

    private async Task SentAsync(OutboxOutcome outcome)
    {
        var at = outcome.KeepsTimes ? record.Finished?.ToUniversalTime() : null;
        var sent = new PostgresSentQueue.Sent(
            record.Id,
            row.Fence,
            Place,
            new PostgresCall("sent", record.Id, row.Fence, OwnerId, Bytes(), at));
        if (_isMarked && !_isLost && owner is { IsAlive: true })
        {
            sents.Add(sent);
            return;
        }

        var count = await PersistAsync(() => sent.Call).ConfigureAwait(false);
        if (count == 0 && !await sent.WasWrittenAsync(session).ConfigureAwait(false))
            throw Lost();
    }

    private async Task SettleAsync(OutboxOutcome outcome)
    {
        var (state, clock) = (PostgresState.Of(outcome.State), session.Context.Clock);
        var known = clock.GetTimestamp();

        // The database may be away for a while: the record has the time that counts from now.
        PostgresCall Call() => new(
            "settle", record.Id, row.Fence, OwnerId, state, Bytes(), Left(outcome.Delay, clock.GetElapsedTime(known)), outcome.IsAnew,
            outcome.KeepsTimes);
        if (await PersistAsync(Call).ConfigureAwait(false) == 0 && !await IsSettledAsync(state).ConfigureAwait(false))
            throw Lost();
    }

    // The reply to an earlier try may have been lost, and nothing else.
    private Task<bool> IsSettledAsync(short state) =>
        session.Database.ScalarAsync<bool>(new PostgresCall("settled", record.Id, row.Fence, state), CancellationToken.None);

    private static TimeSpan Left(TimeSpan? delay, TimeSpan elapsed) => delay > elapsed ? delay.Value - elapsed : TimeSpan.Zero;

    private async Task<int> PersistAsync(Func<PostgresCall> call) => (await session.PersistAsync(
        _ => session.Database.WriteAsync([call()], CancellationToken.None),
        CancellationToken.None).ConfigureAwait(false))[0];

    private Task<bool> WriteAsync(Func<PostgresCall> call, Action done) => session.GuardAsync(async () =>
    {
        if (owner is null)
            throw Lost();
        Check((await session.Database.WriteAsync([call()], CancellationToken.None).ConfigureAwait(false))[0]);
        done();
        return true;
    });

    // No owner has the number.
    private long OwnerId => owner?.Id ?? 0;

    private byte[] Bytes() => PostgresState.ToBytes(record);

    private void Check(int count)
    {
        if (count != 0)
            return;
        _isLost = true;
        throw Lost();
    }

    // The database may have given the messages to others soon after this time.
    private void CheckAlive()
    {
        if (owner is not { IsAlive: true } || _isLost)
            throw Lost();
    }

    private SmtpSoarException Lost() => Errors.OutboxMessageLost.With(session.Address.Shown, record.Id);
}
