using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Binding;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Sends what waits in an outbox. Several may work on one outbox: each message is taken by one.</summary>
[Cmdlet(VerbsCommunications.Send, "SoarOutbox", SupportsShouldProcess = true)]
[OutputType(typeof(SoarActionResult))]
public sealed class SendSoarOutboxCommand : AssetCommand
{
    private SmtpAsset? _asset;
    private MailService? _service;
    private OutboxStore? _store;
    private string? _path;

    /// <summary>The outbox's folder. Default: that of the asset.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Only these messages.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Also those that are to be tried later.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Also those that may have been delivered, since the server's answer was lost. They may arrive twice.</summary>
    [Parameter]
    public SwitchParameter ResendUnknown { get; set; }

    /// <summary>Settles the server and the outbox for all messages.</summary>
    protected override void BeginProcessing()
    {
        try
        {
            Open();
        }
        catch (SmtpSoarException error)
        {
            ThrowFailure(error, Path);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var query = new OutboxQuery { States = States(), Ids = Id, OnlyDue = !Force && Id is null, OnDamaged = damage => WriteFailure(damage, Path) };
        if (!TryMake(() => _store!.List(query).GetEnumerator(), Path, out var found))
            return;
        var left = new HashSet<string>(Id ?? []);
        using (found)
            SendAll(found, left);
        foreach (var id in left)
            WriteFailure(Errors.OutboxEntryNotWaiting.With(id, _path), id);
    }

    /// <summary>Says goodbye to the server.</summary>
    protected override void EndProcessing()
    {
        // Ctrl+C does not wait for a server that does not answer QUIT.
        if (!Stopping)
            Run(stop => Task.WhenAny(Task.Run(_service!.CloseAsync, CancellationToken.None), Task.Delay(Timeout.Infinite, stop)));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _service?.Dispose();
            _store?.Dispose();
        }

        base.Dispose(disposing);
    }

    private OutboxState[] States() => ResendUnknown ? [OutboxState.Waiting, OutboxState.Unknown] : [OutboxState.Waiting];

    private void Open()
    {
        _asset = AssetArgument.Resolve(Asset);
        _path = OutboxPath.Of(Path, _asset, Paths);
        _store = new OutboxStore(_path, Feedback);
        Run(stop =>
        {
            _store.TakeUp(stop);
            return Task.FromResult(true);
        });
        _service = (MailService)CreateService(_asset, _path);
    }

    private void SendAll(IEnumerator<OutboxEntry> found, HashSet<string> left)
    {
        while (!Stopping && TryMake(found.MoveNext, Path, out var more) && more)
        {
            if (_service!.OutboxPause is { } away)
            {
                WriteWarning(Texts.OthersWait(away));
                left.Clear();
                return;
            }

            left.Remove(found.Current.Id);
            if (ShouldProcess($"{found.Current}, through {_asset}", "Send mail"))
                Send(found.Current);
        }
    }

    private void Send(OutboxEntry entry)
    {
        if (!TryMake(() => RunHere(stop => Task.FromResult(_service!.Claim(entry, stop))), entry, out var claimed))
            return;
        if (claimed is null)
            WriteVerbose(Texts.TakenByOther(entry));
        else
            Write(RunHere(stop => _service!.SendAsync(claimed, stop)));
    }

    private void Write(MailOutcome outcome)
    {
        // The result first: a caller with -ErrorAction Stop still gets what is known.
        WriteObject(outcome.Result);
        if (outcome.Error is not null)
            WriteFailure(outcome.Error, outcome.Result);
    }
}
