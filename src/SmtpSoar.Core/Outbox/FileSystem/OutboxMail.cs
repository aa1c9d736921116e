using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Core.Outbox.FileSystem;

/// <summary>Makes what <see cref="MailService"/> sends of a message in the outbox.</summary>
internal static class OutboxMail
{
    internal static PreparedMail Prepare(ClaimedEntry entry)
    {
        var prepared = new PreparedMail(new Request(entry.Record.Action)) { OutboxId = entry.Id, Entry = entry };
        prepared.Failure = Failures.Of(() => prepared.Message = OutboxMessageReader.Of(entry));
        if (prepared.Failure is { } damage)
            PutAway(entry, damage);
        return prepared;
    }

    // Nothing will ever be sent of it as it is.
    private static void PutAway(ClaimedEntry entry, SmtpSoarException damage)
    {
        (entry.Record.ErrorId, entry.Record.LastError) = (damage.ErrorId, damage.Sentence);
        var fault = Failures.Of(() => entry.Finish(entry.Origin == OutboxState.Unknown ? OutboxState.Unknown : OutboxState.Failed));
        if (fault is not null)
            throw fault;
    }

    private sealed class Request(string action) : MailRequest
    {
        public override string Action => action;
    }
}
