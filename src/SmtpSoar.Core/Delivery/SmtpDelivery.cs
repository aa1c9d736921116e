using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition;

namespace SmtpSoar.Core.Delivery;

/// <summary>Delivers to a server. One _connection serves all messages; one that died is replaced.</summary>
internal sealed class SmtpDelivery(ConnectionSettings settings) : IDelivery
{
    private SmtpConnection? _connection;

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

    public Task CloseAsync() => _connection is { IsUsable: true } ? _connection.CloseAsync() : Task.CompletedTask;

    public void Dispose() => _connection?.Dispose();

    private async Task<SmtpConnection> ConnectionForAsync(ComposedMessage message, CancellationToken cancellationToken)
    {
        if (_connection is { IsUsable: true } && _connection.Suits(message))
            return _connection;
        await CloseAsync().ConfigureAwait(false);
        _connection?.Dispose();
        _connection = null;
        _connection = await SmtpConnection.OpenAsync(settings, SmtpConnection.WantsSmtpUtf8(message), new StepLog(), cancellationToken).ConfigureAwait(false);
        return _connection;
    }
}
