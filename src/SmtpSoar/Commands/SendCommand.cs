using System;
using System.Management.Automation;
using SmtpSoar.Core;

namespace SmtpSoar.Commands;

/// <summary>Holds what the three commands have in common that compose a message and send it.</summary>
public abstract class SendCommand : MailCommand
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

    /// <summary>Announces more messages, besides those that were announced before.</summary>
    internal void Announce(int count)
    {
        if (_service is not null)
            _service.Total = (_service.Total ?? 0) + count;
    }

    /// <summary>Settles the server once for all messages.</summary>
    protected override void BeginProcessing()
    {
        try
        {
            _asset = ResolveAsset();
            _service = (MailService)OpenService(_asset, Outbox is null ? null : Paths.Literal(Outbox));
        }
        catch (SmtpSoarException error)
        {
            // Each message tells of it in its result.
            _assetFailure = error;
        }
    }

    /// <summary>Composes a message, asks whether to send it, and takes it on its way.</summary>
    /// <param name="request">The message; parts that can't be read may throw while it is made.</param>
    internal void Send(Func<MailRequest> request)
    {
        var prepared = Prepare(request);
        Foresee(prepared.RecipientCount, prepared.Size, prepared.ErrorId);
        if (!prepared.IsReady || !IsQuestionHeard || MayProcess($"{prepared}, through {_asset}", "Send mail"))
            Dispatch(prepared);
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
            : DoHere(stop => _service!.Prepare(made, stop));
    }
}
