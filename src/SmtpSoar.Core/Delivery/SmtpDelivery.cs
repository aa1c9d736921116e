using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition;

namespace SmtpSoar.Core.Delivery;

/// <summary>Delivers to a server. One connection serves all messages; one that died is replaced.</summary>
internal sealed class SmtpDelivery(ConnectionSettings settings) : IDelivery
{
    private SmtpConnection? connection;

    public async Task DeliverAsync(ComposedMessage message, SoarActionResult result, CancellationToken cancellationToken)
    {
        result.Server = settings.Asset.Server;
        result.Port = settings.Asset.EffectivePort;
        result.Attempts++;
        var current = await ConnectionForAsync(message, cancellationToken).ConfigureAwait(false);
        result.Tls = current.Tls;
        result.Authentication = current.Authentication;
        try
        {
            var reply = await current.SendAsync(message, cancellationToken).ConfigureAwait(false);
            result.ServerResponse = reply.ToString();
        }
        finally
        {
            result.Recipients = current.TakeRecipients().ToArray();
        }
    }

    public Task CloseAsync() => connection is { IsUsable: true } ? connection.CloseAsync() : Task.CompletedTask;

    public void Dispose() => connection?.Dispose();

    private async Task<SmtpConnection> ConnectionForAsync(ComposedMessage message, CancellationToken cancellationToken)
    {
        if (connection is { IsUsable: true } && connection.Suits(message))
            return connection;
        await CloseAsync().ConfigureAwait(false);
        connection?.Dispose();
        connection = null;
        connection = await SmtpConnection.OpenAsync(settings, SmtpConnection.WantsSmtpUtf8(message), new StepLog(), cancellationToken).ConfigureAwait(false);
        return connection;
    }
}
