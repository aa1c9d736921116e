using System;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Binding;
using SmtpSoar.Core;

namespace SmtpSoar.Commands;

/// <summary>What the three commands that send mail have in common: one connection, one result a message.</summary>
public abstract class SendCommand : AssetCommand
{
    private SmtpAsset? _asset;
    private SmtpSoarException? _assetFailure;
    private MailService? _service;

    /// <summary>When the sender wants a delivery status notification (RFC 3461). Never can't be combined with others.</summary>
    [Parameter]
    public DeliveryNotification DeliveryNotification { get; set; }

    /// <summary>A session of Connect-SmtpSession, whose connections are used and stay open. It has settled the asset.</summary>
    [Parameter]
    [ValidateNotNull]
    public SmtpSession? Session { get; set; }

    // What a session has settled.
    private static readonly string[] Settled = [nameof(Asset), nameof(AllowAuthenticationFallback), nameof(ProtocolLog)];

    /// <summary>Settles the server once for all messages.</summary>
    protected override void BeginProcessing()
    {
        try
        {
            _asset = Session is null ? AssetArgument.Resolve(Asset) : AssetOf(Session);
            var service = (MailService)CreateService(_asset, Session);
            service.Begin();
            _service = service;
        }
        catch (SmtpSoarException error)
        {
            // Each message tells of it in its result.
            _assetFailure = error;
        }
    }

    /// <summary>Waits for what is on its way, and says goodbye to the server.</summary>
    protected override void EndProcessing()
    {
        while (_service is { HasMore: true })
        {
            RunHere(_service.WaitAsync);
            WriteOutcomes();
        }

        _service?.CompleteProgress();
        Close();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            EndWork();
            _service?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Composes a message, asks whether to send it, and takes it on its way. Its result comes now or with a later one.</summary>
    /// <param name="request">The message; parts that can't be read may throw while it is made.</param>
    internal void Send(Func<MailRequest> request)
    {
        var prepared = Prepare(request);
        if (_service is null)
            Write(prepared.ToFailure());
        else if (!prepared.IsReady || ShouldProcess($"{prepared}, through {_asset}", "Send mail"))
            RunHere(stop => _service.AddAsync(prepared, stop));
        WriteOutcomes();
    }

    private SmtpAsset AssetOf(SmtpSession session)
    {
        var doubled = Settled.FirstOrDefault(MyInvocation.BoundParameters.ContainsKey);
        return doubled is null ? session.Asset : throw Errors.SessionSettled.With("-" + doubled, session.Asset);
    }

    private PreparedMail Prepare(Func<MailRequest> create)
    {
        MailRequest made;
        try
        {
            made = create();
        }
        catch (FailedRequestException failed)
        {
            return PreparedMail.Failed(failed.Request, failed.Failure);
        }

        return _assetFailure is not null
            ? PreparedMail.Failed(made, _assetFailure)
            : RunHere(stop => Task.FromResult(_service!.Prepare(made, stop)));
    }

    private void WriteOutcomes()
    {
        while (_service is not null && _service.TryTake(out var outcome))
            Write(outcome);
    }

    private void Write(MailOutcome outcome)
    {
        // The result first: a caller with -ErrorAction Stop still gets what is known.
        WriteObject(outcome.Result);
        if (outcome.Error is null)
            return;
        if (StopsAtErrors)
            WriteWhatElseWasSent();
        WriteFailure(outcome.Error, outcome.Result);
    }

    // Behind the error nothing can be written any more, and other messages may be under way.
    private void WriteWhatElseWasSent()
    {
        if (_service is null)
            return;
        foreach (var other in RunHere(_ => _service.HaltAsync()))
            WriteObject(other.Result);
    }

    private bool StopsAtErrors =>
        LanguagePrimitives.TryConvertTo(
            MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var given) ? given : SessionState.PSVariable.GetValue("ErrorActionPreference"),
            out ActionPreference preference)
        && preference == ActionPreference.Stop;

    private void Close()
    {
        if (_service is null || Stopping)
            return;

        // Ctrl+C does not wait for a server that does not answer QUIT.
        Run(stop => Task.WhenAny(Task.Run(_service.CloseAsync, CancellationToken.None), Task.Delay(Timeout.Infinite, stop)));
    }
}
