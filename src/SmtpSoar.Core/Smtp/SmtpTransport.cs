using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.Transport.Retry;

namespace SmtpSoar.Core.Smtp;

/// <summary>Delivers to a server. One connection serves all messages; one that died is replaced.</summary>
internal sealed class SmtpTransport(ConnectionSettings settings, SharedServerState serverState) : IMailTransport
{
    // Each needs a recipient whom the server refused with 421, and there may be many of them.
    private const int MaxConnectionsForOne = 4;

    // With a login for each, two must do.
    private const int MaxLoginsForOne = 2;

    // A connection that was idle for longer is asked first.
    private static readonly TimeSpan MaxIdleTrust = TimeSpan.FromSeconds(5);

    private SmtpConnection? _connection;
    private long _lastUse;

    public ConnectionInfo Connection => _connection?.Info ?? SmtpConnection.InfoOf(settings);

    public async Task<DeliveryReceipt> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var transaction = new Transaction(message);
        try
        {
            while (!await TryAsync(transaction, cancellationToken).ConfigureAwait(false))
            {
                // Again, with a new connection, or with other recipients.
            }

            return transaction.ToReceipt(null, Connection);
        }
        catch (Exception cause)
        {
            var failure = Failures.Translate(cause);
            transaction.Recipients.Fail(failure);
            return transaction.ToReceipt(failure, Connection);
        }
    }

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_connection is not { IsUsable: true } current || !await IsAliveAsync(current, cancellationToken).ConfigureAwait(false))
            await OpenAsync(international: false, new StepLog(isRead: false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a new connection in place of the last one, and notes each step.</summary>
    public async Task OpenAsync(bool international, StepLog steps, CancellationToken cancellationToken)
    {
        if (_connection is { IsUsable: true })
            await _connection.CloseAsync(awaitsEnd: true, cancellationToken).ConfigureAwait(false);
        _connection?.Dispose();
        _connection = null;

        _connection = await SmtpConnection.OpenAsync(settings, international, steps, cancellationToken).ConfigureAwait(false);
        _lastUse = settings.Clock.GetTimestamp();
    }

    public Task CloseAsync() => _connection is { IsUsable: true }
        ? _connection.CloseAsync(awaitsEnd: false, CancellationToken.None)
        : Task.CompletedTask;

    public void Dispose() => _connection?.Dispose();

    private async Task<bool> TryAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        var recipients = transaction.Recipients;
        transaction.Attempts++;
        recipients.Max = Math.Min(recipients.Max, serverState.MaxRecipients);
        var current = await ConnectionForAsync(transaction.Message.Message, cancellationToken).ConfigureAwait(false);
        var wasUsed = current.Messages > 0;
        transaction.LastConnection = Connection;
        try
        {
            transaction.Reply = await current.SendAsync(transaction.Message, recipients, NextAfter(transaction.Message), cancellationToken)
                .ConfigureAwait(false);
            recipients.Take();
            serverState.LimitRecipients(recipients.Limit);
            return true;
        }
        catch (SmtpSoarException error) when (recipients.IsOvershoot(error) || (!wasUsed && recipients.IsCutShort(error)))
        {
            // Each such try asks for fewer recipients than the last.
            serverState.LimitRecipients(recipients.TakeLimit());
            return false;
        }
        catch (SmtpSoarException error) when (
            IsStale(error, wasUsed) || AreOthersToAsk(error, recipients)
            || IsShutOutByOne(error, recipients, transaction.Attempts, MaxAttempts(current)))
        {
            return false;
        }
        finally
        {
            _lastUse = settings.Clock.GetTimestamp();
        }
    }

    // A message with more recipients than the server takes at once goes in several transactions.
    private Func<ComposedMessage?>? NextAfter(OutboundMessage message) => message.Next is { } next
        ? () => next() is { } follower && follower.Recipients.Count <= serverState.MaxRecipients ? follower : null
        : null;

    // A server closes a connection that was idle for too long, or has had its share of messages. Nothing of this one was said.
    private static bool IsStale(SmtpSoarException error, bool wasUsed) =>
        wasUsed && (error.Is(Errors.ConnectionLost) || error.Is(Errors.ServerNotReady));

    // A server that closes over one recipient would keep the mail from all the others.
    private static bool IsShutOutByOne(SmtpSoarException error, RecipientTracker recipients, int attempts, int mostAttempts) =>
        error.Is(Errors.ConnectionLost) && attempts < mostAttempts
        && recipients.HasOpen && recipients.Results.Any(result => result is { Accepted: false, StatusCode: 421 });

    private static int MaxAttempts(SmtpConnection connection) =>
        connection.Info.Authentication == "None" ? MaxConnectionsForOne : MaxLoginsForOne;

    // A transaction of as many recipients as the server takes at once says nothing about the others.
    private static bool AreOthersToAsk(SmtpSoarException error, RecipientTracker recipients) =>
        error.Is(Errors.RecipientsRefused) && recipients.HasOpen;

    private async Task<SmtpConnection> ConnectionForAsync(ComposedMessage message, CancellationToken cancellationToken)
    {
        if (_connection is { IsUsable: true } current && current.Suits(message)
            && await IsAliveAsync(current, cancellationToken).ConfigureAwait(false))
            return current;
        await OpenAsync(SmtpConnection.WantsSmtpUtf8(message), new StepLog(isRead: false), cancellationToken).ConfigureAwait(false);
        return _connection!;
    }

    // A message that follows another closely tells it as well, and so do the replies to an announced one. A server that is out of step is
    // left.
    private async Task<bool> IsAliveAsync(SmtpConnection connection, CancellationToken cancellationToken) =>
        connection.IsAnnounced
        || (settings.Clock.GetElapsedTime(_lastUse) < MaxIdleTrust && !connection.HasUnasked)
        || await connection.IsAliveAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>One message over all tries of this transport.</summary>
    private sealed class Transaction(OutboundMessage message)
    {
        public OutboundMessage Message => message;

        public RecipientTracker Recipients { get; } = new(message.Message);

        public int Attempts { get; set; } = message.Attempts;

        public SmtpReply? Reply { get; set; }

        /// <summary>The connection of the last try that had one.</summary>
        public ConnectionInfo? LastConnection { get; set; }

        public DeliveryReceipt ToReceipt(SmtpSoarException? failure, ConnectionInfo connection) => new()
        {
            Failure = failure,
            Recipients = Recipients.Results,
            Response = Reply?.ToString(),
            Attempts = Attempts,
            Connection = LastConnection ?? connection,
        };
    }
}
