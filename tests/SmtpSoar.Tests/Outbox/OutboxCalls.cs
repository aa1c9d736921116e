using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Outbox;

namespace SmtpSoar.Tests.Outbox;

/// <summary>Calls of an outbox as a command makes them, one at a time and waited for.</summary>
internal static class OutboxCalls
{
    public static void Recover(this MailOutbox outbox) => outbox.RecoverAsync(CancellationToken.None).GetAwaiter().GetResult();

    public static OutboxEntry Retry(this MailOutbox outbox, string id) =>
        outbox.RetryAsync(id, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Claims one message, or gives null where another command has it. Damage is thrown.</summary>
    public static PreparedMail? Claim(this MailService service, OutboxEntry entry)
    {
        var claimed = service.ClaimAsync([entry], (_, damage) => throw damage, CancellationToken.None).GetAwaiter().GetResult();
        return claimed.Count == 0 ? null : claimed[0];
    }

    public static IOutboxLease? Claim(this IOutboxStore store, string id, OutboxState from = OutboxState.Waiting)
    {
        var claim = new OutboxClaim(from) { Ids = [id], OnDamaged = (_, damage) => throw damage };
        var claimed = store.ClaimAsync(claim, CancellationToken.None).GetAwaiter().GetResult();
        return claimed.Count == 0 ? null : claimed[0];
    }

    public static IOutboxLease Accept(this IOutboxStore store, ComposedMessage message) =>
        store.AcceptAsync(OutboxDraft.Of(message, "send email"), CancellationToken.None).GetAwaiter().GetResult();

    public static OutboxState Finish(this IOutboxLease lease, OutboxState state) =>
        lease.FinishAsync(new OutboxOutcome(state)).GetAwaiter().GetResult();

    public static void Return(this IOutboxLease lease) => lease.ReturnAsync().GetAwaiter().GetResult();

    public static Task MarkAsync(this IOutboxLease lease) => lease.MarkAsync(CancellationToken.None);
}
