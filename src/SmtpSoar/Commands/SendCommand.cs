using System;
using System.Management.Automation;
using SmtpSoar.Core;

namespace SmtpSoar.Commands;

/// <summary>What the three commands that send mail have in common: one connection, one result a message.</summary>
public abstract class SendCommand : AssetCommand
{
    private SmtpAsset? asset;
    private SmtpSoarException? assetFailure;
    private MailService? service;

    /// <summary>When the sender wants a delivery status notification (RFC 3461). Never can't be combined with others.</summary>
    [Parameter]
    public DeliveryNotification DeliveryNotification { get; set; }

    /// <summary>Settles the server once for all messages.</summary>
    protected override void BeginProcessing()
    {
        asset = TryResolve(Asset, out assetFailure);
        if (asset is not null)
            service = (MailService)CreateService(asset);
    }

    /// <summary>Says goodbye to the server.</summary>
    protected override void EndProcessing() => Close();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            service?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Composes a message, asks whether to send it, sends it, and writes its result.</summary>
    /// <param name="request">The message; parts that can't be read may throw while it is made.</param>
    internal void Send(Func<MailRequest> request)
    {
        var prepared = Prepare(request);
        if (!prepared.IsReady)
            Write(prepared.ToFailure());
        else if (ShouldProcess($"{prepared}, through {asset}", "Send mail"))
            Write(Run(stop => service!.SendAsync(prepared, stop)));
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

        return assetFailure is not null
            ? PreparedMail.Failed(made, assetFailure)
            : Run(stop => System.Threading.Tasks.Task.FromResult(service!.Prepare(made, stop)));
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
        if (service is null || Stopping)
            return;
        Run(async _ =>
        {
            await service.CloseAsync().ConfigureAwait(false);
            return true;
        });
    }
}
