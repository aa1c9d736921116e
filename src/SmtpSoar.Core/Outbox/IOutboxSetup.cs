using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Outbox;

/// <summary>Makes outboxes that the first message can't make, since that takes an administrator.</summary>
internal interface IOutboxSetup
{
    /// <summary>Everything that is made, as a script for an administrator. Nothing is touched.</summary>
    /// <exception cref="SmtpSoarException">The options can't be.</exception>
    string Script(OutboxStoreContext context, OutboxSetupOptions options);

    /// <summary>Makes an outbox, or brings it up to date.</summary>
    /// <exception cref="SmtpSoarException">It can't be done: nothing has changed.</exception>
    Task<OutboxSetup> RunAsync(OutboxStoreContext context, OutboxSetupOptions options, CancellationToken cancellationToken);
}
