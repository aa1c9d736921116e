using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Npgsql;
using SmtpSoar.Core.Outbox.Postgres.Connection;

namespace SmtpSoar.Core.Outbox.Postgres.Accepting;

/// <summary>Puts messages into the database by one commit, once, however often it has to be tried. None is kept before it.</summary>
internal sealed class SmallAcceptance(PostgresSession session, PostgresSentQueue sents, IReadOnlyList<SmallMessage> messages)
{
    private readonly CommitDoubt _doubt = new();

    private string[] Ids => [.. messages.Select(message => message.Record.Id)];

    /// <summary>Accepts the messages. Each hears what became of it.</summary>
    public async Task RunAsync()
    {
        var tokens = messages.Select(message => message.CancellationToken).Distinct().ToArray();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(tokens);
        try
        {
            await session.PersistAsync(_ => TryAsync(stop.Token), stop.Token).ConfigureAwait(false);
        }
        catch (PostgresException refusal) when (!_doubt.IsOpen && messages.Count > 1 && !PostgresFaults.IsAbsence(refusal))
        {
            // One of them may be what was refused, and keeps no other out.
            foreach (var message in messages)
                await new SmallAcceptance(session, sents, [message]).RunAsync().ConfigureAwait(false);
        }
        catch (Exception cause)
        {
            foreach (var message in messages)
                message.Fail(
                    _doubt.IsOpen ? Errors.OutboxAcceptUnknown.Because(cause, session.Address.Shown, message.Record.Id) : cause);
        }
    }

    private async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        var owner = await session.TryOwnerAsync(cancellationToken).ConfigureAwait(false);
        using var transaction = await session.Database.BeginAsync(cancellationToken).ConfigureAwait(false);
        foreach (var call in Calls(owner))
            transaction.Add(call);
        var lent = new HashSet<string>(
            await _doubt.CommitAsync(() => transaction.CommitAsync(reader => reader.GetString(0))).ConfigureAwait(false));
        foreach (var message in messages)
            message.Complete(session, sents, lent.Contains(message.Record.Id) ? owner : null);
        return true;
    }

    private IEnumerable<PostgresCall> Calls(PostgresOwner? owner)
    {
        if (owner is not null)
            yield return new PostgresCall("guard");
        yield return new PostgresCall(
            "accept_many",
            session.Address.Outbox,
            Ids,
            messages.Select(message => message.Record.StoredSize).ToArray(),
            messages.Select(message => PostgresState.ToBytes(message.Record)).ToArray(),
            messages.Select(message => message.Content).ToArray());
        if (owner is not null)
            yield return new PostgresCall("take_many", Ids, owner.Id);
    }
}
