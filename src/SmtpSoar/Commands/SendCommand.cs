using System;
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

    /// <summary>A folder that keeps each message until it is delivered. Default: that of the asset, if it has one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Outbox { get; set; }

    /// <summary>Settles the server once for all messages.</summary>
    protected override void BeginProcessing()
    {
        try
        {
            _asset = AssetArgument.Resolve(Asset);
            _service = (MailService)CreateService(_asset, Outbox is null ? null : Paths.Literal(Outbox));
        }
        catch (SmtpSoarException error)
        {
            // Each message tells of it in its result.
            _assetFailure = error;
        }
    }

    /// <summary>Says goodbye to the server.</summary>
    protected override void EndProcessing() => Close();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _service?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Composes a message, asks whether to send it, sends it, and writes its result.</summary>
    /// <param name="request">The message; parts that can't be read may throw while it is made.</param>
    internal void Send(Func<MailRequest> request)
    {
        var prepared = Prepare(request);
        if (!prepared.IsReady)
            Write(prepared.ToFailure());
        else if (ShouldProcess($"{prepared}, through {_asset}", "Send mail"))
            Write(RunHere(stop => _service!.SendAsync(prepared, stop)));
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

    private void Write(MailOutcome outcome)
    {
        // The result first: a caller with -ErrorAction Stop still gets what is known.
        WriteObject(outcome.Result);
        if (outcome.Error is not null)
            WriteFailure(outcome.Error, outcome.Result);
    }

    private void Close()
    {
        if (_service is null || Stopping)
            return;

        // Ctrl+C does not wait for a server that does not answer QUIT.
        Run(stop => Task.WhenAny(Task.Run(_service.CloseAsync, CancellationToken.None), Task.Delay(Timeout.Infinite, stop)));
    }
}
