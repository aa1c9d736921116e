using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Assets;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Delivery;
using SmtpSoar.Core.Delivery.Retry;
using SmtpSoar.Core.Outbox;

namespace SmtpSoar.Core;

/// <summary>Sends mail for one asset. All messages share a connection; one call at a time.</summary>
public sealed class MailService : IDisposable
{
    private readonly MailServiceOptions _options;
    private readonly OutboxWork? _outbox;
    private IDelivery? _delivery;

    /// <summary>Nothing is connected yet.</summary>
    public MailService(MailServiceOptions options)
    {
        _options = options;
        _outbox = options.ToOutbox();
    }

    private SmtpAsset Asset => _options.Asset;

    private IDelivery Delivery => _delivery ??= _outbox is null ? CreateDelivery() : new OutboxDelivery(CreateDelivery(), _outbox);

    /// <summary>Composes and checks a message without sending it. What is wrong with it is kept for the outcome.</summary>
    public PreparedMail Prepare(MailRequest request, CancellationToken cancellationToken)
    {
        var started = _options.Clock.GetTimestamp();
        var prepared = new PreparedMail(request);
        prepared.Failure = Failures.Of(() =>
        {
            AssetValidator.Validate(Asset);
            if (Asset.PickupDirectory is null)
                AuthenticationChoice.Check(Asset);
            prepared.Message = Compose(request, cancellationToken);
        });
        foreach (var warning in prepared.Message?.Warnings ?? [])
            _options.Feedback.Warning(warning);
        foreach (var note in prepared.Message?.Notes ?? [])
            _options.Feedback.Verbose(note);
        prepared.Elapsed = _options.Clock.GetElapsedTime(started);
        return prepared;
    }

    /// <summary>Sends a message. A failure is an outcome, not an exception.</summary>
    public async Task<MailOutcome> SendAsync(PreparedMail prepared, CancellationToken cancellationToken)
    {
        if (prepared.Message is not { } message)
            return prepared.ToFailure();
        var result = prepared.ToResult();
        var started = _options.Clock.GetTimestamp();
        var failure = await Failures.OfAsync(() => Delivery.DeliverAsync(message, result, cancellationToken)).ConfigureAwait(false);
        result.Duration = prepared.Elapsed + _options.Clock.GetElapsedTime(started);
        return failure is null ? Sent(result, message) : MailOutcome.Failed(result, failure);
    }

    /// <summary>Takes a message out of the outbox, to be sent, or gives <see langword="null"/> if somebody else has it by now.</summary>
    public PreparedMail? Claim(OutboxEntry entry, CancellationToken cancellationToken) =>
        _outbox!.Folder.TryClaim(entry.Id, entry.State, cancellationToken) is { } claimed ? StoredMail.Prepare(claimed) : null;

    /// <summary>Why no message of the outbox is worth trying now, or <see langword="null"/>.</summary>
    public SmtpSoarException? OutboxPause => _outbox?.Pause.Failure;

    /// <summary>Tries the asset, step by step.</summary>
    /// <param name="skipTestMail">Whether no test mail is sent.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<MailOutcome> TestAsync(bool skipTestMail, CancellationToken cancellationToken) =>
        new ConnectivityTest(_options).RunAsync(skipTestMail, cancellationToken);

    /// <summary>Says goodbye to the server.</summary>
    public Task CloseAsync() => _delivery?.CloseAsync() ?? Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        _delivery?.Dispose();
        _outbox?.Dispose();
    }

    private IDelivery CreateDelivery() => Asset.PickupDirectory is { } folder
        ? new PickupDelivery(folder, _options.Clock)
        : new RetryingDelivery(new SmtpDelivery(_options.ToConnectionSettings()), Asset, _options.ToRetryEnvironment());

    private ComposedMessage Compose(MailRequest request, CancellationToken cancellationToken) => request switch
    {
        ComposedMailRequest composed => new MessageComposer(Asset, _options.Clock).Compose(composed, cancellationToken),
        RawEmailRequest raw => new RawComposer(Asset).Compose(raw, cancellationToken),
        _ => throw new NotSupportedException(request.GetType().Name),
    };

    private MailOutcome Sent(SoarActionResult result, ComposedMessage message)
    {
        result.Status = "success";
        result.Message = message.MissingAttachments.Count == 0
            ? Messages.EmailSent
            : Messages.EmailSentWithout(message.MissingAttachments);
        var refused = result.Recipients.Where(recipient => recipient.Accepted == false).ToList();
        if (refused.Count == 0)
            return new MailOutcome(result, null);

        var error = Errors.RecipientRefused.With(result.Server, Messages.Refusals(refused));
        if (_outbox is not null && refused.Any(recipient => recipient.StatusCode < 500))
            error = error.Advising($"{error.Advice} {Messages.OthersKept(_outbox.Folder.Path)}");
        result.ErrorId = error.ErrorId;
        return new MailOutcome(result, error);
    }
}
