using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.WebApi;

/// <summary>Sends by a provider's API. One request at a time.</summary>
/// <param name="context">The asset, and the ways out of the module.</param>
/// <param name="settings">The asset's login.</param>
/// <param name="name">The API's name for people.</param>
internal abstract class ApiTransport(TransportContext context, OAuthSettings settings, string name) : IMailTransport
{
    /// <inheritdoc/>
    public ConnectionInfo Connection => Client.Connection;

    /// <summary>Asks the API.</summary>
    internal ApiClient Client { get; } = new(context, settings);

    /// <summary>The asset.</summary>
    protected SmtpAsset Asset => context.Asset;

    /// <summary>The time.</summary>
    protected DateTimeOffset Now => context.Options.OAuth.Clock.GetUtcNow();

    /// <summary>Hears of what goes wrong beside.</summary>
    protected IFeedback Feedback => context.Options.Feedback;

    /// <inheritdoc/>
    public async Task<DeliveryReceipt> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var gate = new SendGate(message.Checkpoint);
        try
        {
            ApiMessage.Check(message.Message, name);

            // Away from the caller's thread, which serves what the login wants to say or ask.
            var response = await Task.Run(() => DeliverAsync(message, gate, cancellationToken), CancellationToken.None)
                .ConfigureAwait(false);
            return Receipt(message, null, response);
        }
        catch (Exception cause)
        {
            var failure = Failures.Translate(cause);
            if (!failure.MayBeDelivered)
                gate.NotTaken();
            return Receipt(message, failure, null);
        }
    }

    /// <summary>Gets a token ahead of the first message.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await Task.Run(() => Client.PrepareAsync(cancellationToken), CancellationToken.None).ConfigureAwait(false);
        Feedback.Verbose(Messages.ApiReady(name, context.Asset.Server!));
    }

    /// <inheritdoc/>
    public Task CloseAsync() => Task.CompletedTask;

    public void Dispose() => Client.Dispose();

    /// <summary>Gets a new token, as a step of <c>Test-SmtpAsset</c>.</summary>
    internal Task ProbeTokenAsync(StepLog steps, CancellationToken cancellationToken) => steps.RunAsync(
        "Token",
        () => Task.Run(() => Client.RenewAsync(cancellationToken), CancellationToken.None),
        token => Messages.TokenReady(Client.Settings.Authority, token.ExpiresOn));

    /// <summary>Sends a message.</summary>
    /// <returns>The words of acceptance.</returns>
    protected abstract Task<string> DeliverAsync(OutboundMessage message, SendGate gate, CancellationToken cancellationToken);

    private DeliveryReceipt Receipt(OutboundMessage message, SmtpSoarException? failure, string? response) => new()
    {
        Failure = failure,
        Recipients = Results(message.Message, failure, response),
        Response = response,
        Attempts = message.Attempts + 1,
        Connection = Connection,
    };

    // Such an API takes the message for all recipients, and looks at each of them only afterwards.
    private static RecipientResult[] Results(ComposedMessage message, SmtpSoarException? failure, string? response)
    {
        var results = message.ToResults();
        foreach (var result in results)
        {
            result.Accepted = failure is null ? true : null;
            result.OutcomeUnknown = failure is { MayBeDelivered: true };
            result.Text = response;
        }

        return results;
    }
}
