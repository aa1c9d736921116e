using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Binding;
using SmtpSoar.Core;

namespace SmtpSoar.Commands;

/// <summary>
/// Holds what all commands have in common that send messages: shared connections, one result a message, in the order of the messages.
/// </summary>
public abstract class MailCommand : AssetCommand
{
    // The parameters that a session has settled.
    private static readonly string[] Settled = [nameof(Asset), nameof(AllowAuthenticationFallback), nameof(ProtocolLog)];

    private readonly WhatIfSummary _foreseen = new();
    private MailService? _service;

    /// <summary>A session of Connect-SmtpSession, whose connections are used and stay open. It has settled the asset.</summary>
    [Parameter]
    [ValidateNotNull]
    public SmtpSession? Session { get; set; }

    /// <summary>Waits for what is on its way, and says goodbye to the server.</summary>
    protected override void EndProcessing()
    {
        WriteAllOutcomes();
        Close();
        if (_foreseen.Sentence is { } sentence)
            SayWhatIf(sentence);
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

    /// <summary>The asset: that of the session where there is one.</summary>
    /// <exception cref="SmtpSoarException">There is none, or a session beside it.</exception>
    internal SmtpAsset ResolveAsset()
    {
        if (Session is null)
            return AssetArgument.Resolve(Asset, Paths, Note);
        var doubled = Settled.FirstOrDefault(MyInvocation.BoundParameters.ContainsKey);
        return doubled is null ? Session.Asset : throw Errors.SessionSettled.With("-" + doubled, Session.Asset);
    }

    /// <summary>Settles the server once for all messages.</summary>
    /// <exception cref="SmtpSoarException">The session can't be used.</exception>
    // An object, so that looking at the command's members needs nothing of the core.
    internal object OpenService(SmtpAsset asset, string? outbox)
    {
        var service = (MailService)CreateService(asset, Session, outbox);
        service.Begin();
        return _service = service;
    }

    /// <summary>Counts a mail for the last line of -WhatIf.</summary>
    internal void Foresee(int recipients, long bytes, string? errorId)
    {
        if (IsQuestionHeard && IsWhatIf)
            _foreseen.Add(recipients, bytes, errorId);
    }

    /// <summary>Takes a message on its way. Its result comes now or with a later one.</summary>
    internal void Dispatch(object prepared)
    {
        var mail = (PreparedMail)prepared;
        if (_service is null)
            Write(mail.ToFailure());
        else
            RunHere(stop => _service.AddAsync(mail, stop));
        WriteOutcomes();
    }

    private void WriteAllOutcomes()
    {
        while (_service is { HasMore: true })
        {
            RunHere(_service.WaitAsync);
            WriteOutcomes();
        }
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

    private bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given)
        ? given is SwitchParameter { IsPresent: true }
        : LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

    private bool StopsAtErrors =>
        LanguagePrimitives.TryConvertTo(
            MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var given) ? given : SessionState.PSVariable.GetValue("ErrorActionPreference"),
            out ActionPreference preference)
        && preference == ActionPreference.Stop;

    private void Close()
    {
        if (_service is null || Stopping)
            return;
        _service.CompleteProgress();

        // Ctrl+C does not wait for a server that does not answer QUIT.
        Run(stop => Task.WhenAny(Task.Run(_service.CloseAsync, CancellationToken.None), Task.Delay(Timeout.Infinite, stop)));
    }
}
