using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Sending;

/// <summary>
/// Sends the messages of one command: by shared connections, with one result a message, in the order of the messages.
/// </summary>
internal sealed class MailSender(CoreCommand command) : IDisposable
{
    private readonly WhatIfSummary _foreseen = new();
    private SmtpAsset? _asset;
    private MailService? _service;

    /// <summary>The failure because of which no message can be sent, or <see langword="null"/>.</summary>
    public SmtpSoarException? Failure { get; set; }

    /// <summary>The failure because of which no message of the outbox is worth trying now, or <see langword="null"/>.</summary>
    public SmtpSoarException? OutboxPause => _service?.OutboxPause;

    /// <summary>Settles the server once for all messages.</summary>
    /// <exception cref="SmtpSoarException">The session can't be used.</exception>
    public void Open(MailServiceOptions options) => (_asset, _service) = (options.Asset, MailService.Open(options));

    /// <summary>Announces more messages, or fewer, than those that were announced before.</summary>
    public void Announce(int count)
    {
        if (_service is not null)
            _service.Total = (_service.Total ?? 0) + count;
    }

    /// <summary>Composes a message, asks whether to send it, and takes it on its way.</summary>
    public void Send(CapturedRequest captured)
    {
        var prepared = Prepare(captured);
        Foresee(prepared.RecipientCount, prepared.Size, prepared.ErrorId);
        if (!prepared.IsReady || MayProcess(prepared))
            Dispatch(prepared);
    }

    /// <summary>Asks whether a message of the outbox may be sent.</summary>
    public bool MaySend(OutboxEntry entry)
    {
        Foresee(entry.Recipients.Count, entry.Size, errorId: null);
        return MayProcess(entry);
    }

    /// <summary>Tries messages of the outbox although other machines leave the server alone.</summary>
    public void AskAtOnce() => _service!.AskAtOnce();

    /// <summary>How many messages are best taken out of the outbox at once.</summary>
    public int ClaimBatch => _service!.ClaimBatch;

    /// <summary>Takes messages of one state out of the outbox, without those that another command has by now.</summary>
    /// <exception cref="SmtpSoarException">The outbox can't be used.</exception>
    public IReadOnlyList<PreparedMail> Claim(IReadOnlyList<OutboxEntry> entries, Action<string, SmtpSoarException> onDamaged) =>
        command.RunHere(stop => _service!.ClaimAsync(entries, onDamaged, stop));

    /// <summary>Lists the messages whose outcome is unknown, and of which a draft may tell it.</summary>
    /// <exception cref="SmtpSoarException">The outbox can't be read.</exception>
    public IReadOnlyList<OutboxEntry> ListAskable(IReadOnlyList<string>? ids, bool onlyDue) => _service!.ListAskable(ids, onlyDue);

    /// <summary>Asks about the drafts of such messages, and writes their results.</summary>
    /// <param name="entries">The messages.</param>
    /// <param name="isLast">Whether one that stays unknown has its result now, or is sent next.</param>
    /// <param name="onDamaged">Hears of each message that is damaged.</param>
    /// <exception cref="SmtpSoarException">The outbox can't be used.</exception>
    public void Ask(IReadOnlyList<OutboxEntry> entries, bool isLast, Action<string, SmtpSoarException> onDamaged)
    {
        foreach (var outcome in command.RunHere(stop => _service!.AskAsync(entries, onDamaged, stop)))
            if (isLast || outcome.Error is null)
                Write(outcome);
    }

    /// <summary>Takes a message on its way. Its result is written now, or with a later message.</summary>
    public void Dispatch(PreparedMail mail)
    {
        if (_service is null)
            Write(mail.ToFailure());
        else
            command.RunHere(stop => _service.AddAsync(mail, stop));
        WriteOutcomes();
    }

    /// <summary>Waits for the messages that are on their way, and says goodbye to the server.</summary>
    public void Complete()
    {
        while (_service is not null && command.RunHere(_service.NextAsync) is { } outcome)
            Write(outcome);
        Close();
        if (_foreseen.Sentence is { } sentence)
            command.SayWhatIf(sentence);
    }

    /// <inheritdoc/>
    public void Dispose() => _service?.Dispose();

    private PreparedMail Prepare(CapturedRequest captured)
    {
        if ((captured.Failure ?? Failure) is { } failure)
            return PreparedMail.Failed(captured.Request, failure);
        return command.RunHere(stop => _service!.Prepare(captured.Request, stop));
    }

    // For the last line of -WhatIf.
    private void Foresee(int recipients, long bytes, string? errorId)
    {
        if (command.IsQuestionHeard && IsWhatIf)
            _foreseen.Add(recipients, bytes, errorId);
    }

    private bool MayProcess(object mail) => !command.IsQuestionHeard || command.MayProcess($"{mail}, through {_asset}", "Send mail");

    private void WriteOutcomes()
    {
        while (_service is not null && _service.TryTake(out var outcome))
            Write(outcome);
    }

    private void Write(MailOutcome outcome)
    {
        // The result first: a caller with -ErrorAction Stop still gets what is known.
        command.WriteObject(outcome.Result);
        if (outcome.Error is null)
            return;
        if (StopsAtErrors)
            WriteOthersSent();
        command.WriteFailure(outcome.Error, outcome.Result);
    }

    // Nothing can be written after the error, and other messages may be under way.
    private void WriteOthersSent()
    {
        if (_service is null)
            return;
        foreach (var other in command.RunHere(_ => _service.HaltAsync()))
            command.WriteObject(other.Result);
    }

    private bool IsWhatIf => command.MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given)
        ? given is SwitchParameter { IsPresent: true }
        : LanguagePrimitives.IsTrue(command.SessionState.PSVariable.GetValue("WhatIfPreference"));

    private bool StopsAtErrors =>
        LanguagePrimitives.TryConvertTo(
            command.MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var given)
                ? given
                : command.SessionState.PSVariable.GetValue("ErrorActionPreference"),
            out ActionPreference preference)
        && preference == ActionPreference.Stop;

    private void Close()
    {
        if (_service is null || command.Stopping)
            return;
        // Ctrl+C does not wait for a server that does not answer QUIT.
        command.Run(stop => Task.WhenAny(Task.Run(_service.CloseAsync, CancellationToken.None), Task.Delay(Timeout.Infinite, stop)));
    }
}
