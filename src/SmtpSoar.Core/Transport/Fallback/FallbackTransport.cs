using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Transport.Fallback;

/// <summary>Sends by the first server, and by the second one where the first can't be used at all and surely took nothing.</summary>
/// <remarks>Each has its own retries, limits and login below this. A mail whose outcome is unknown never goes by the second one.</remarks>
internal sealed class FallbackTransport(IMailTransport first, IMailTransport second, FallbackState state) : IMailTransport
{
    private bool _isSecond;

    public ConnectionInfo? Connection => _isSecond ? second.Connection : first.Connection;

    public async Task<DeliveryReceipt> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        _isSecond = false;
        if (state.Pause.Failure is { } known)
            return await SendBySecondAsync(message, DeliveryReceipt.Failed(known, message.Attempts), cancellationToken)
                .ConfigureAwait(false);
        var receipt = await first.SendAsync(message, cancellationToken).ConfigureAwait(false);
        if (receipt.Failure is null)
            state.Pause.End();
        if (!state.Allows(receipt))
            return receipt;
        state.Pause.Begin(receipt.Failure!);
        return await SendBySecondAsync(message, receipt, cancellationToken).ConfigureAwait(false);
    }

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await first.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpSoarException failure) when (state.Allows(DeliveryReceipt.Failed(failure)))
        {
            state.Tell(failure);
            await second.OpenAsync(cancellationToken).ConfigureAwait(false);
            _isSecond = true;
        }
    }

    public Task CloseAsync() => Task.WhenAll(first.CloseAsync(), second.CloseAsync());

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }

    private async Task<DeliveryReceipt> SendBySecondAsync(
        OutboundMessage message, DeliveryReceipt before, CancellationToken cancellationToken)
    {
        var failure = before.Failure!;
        state.Tell(failure);
        _isSecond = true;
        var receipt = await second.SendAsync(message with { Attempts = before.Attempts }, cancellationToken).ConfigureAwait(false);
        if (receipt.Failure is not { } other)
            return receipt with { Fallback = new FallbackUse(state.First, state.Name, failure) };
        if (other.MayBeDelivered || other.Is(Errors.Stopped))
            return receipt with { Fallback = new FallbackUse(state.First, state.Name, failure) };

        // The first server decides what becomes of the mail: it may be there again later.
        return before with
        {
            Failure = failure.Advising($"{Messages.FallbackFailed(state.Name, other.Sentence)} {failure.Advice}"),
            Attempts = receipt.Attempts,
        };
    }
}
