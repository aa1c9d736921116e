using System;
using System.Management.Automation;

namespace SmtpSoar.Pipeline;

/// <summary>Asks the person at the host to log in, and shows how long that still may take.</summary>
internal sealed class LoginPrompt(Cmdlet command, PipelineThreadDispatcher pump) : ILoginPrompt
{
    // Any number that other commands hardly have.
    private const int Activity = 20_480;

    // Lines as Write-Host writes them: shown whatever the preference is, and yet a script can redirect them.
    private const string ForTheHost = "PSHOST";

    /// <inheritdoc/>
    public void ShowPage(Uri page, bool isOpen) => Show(isOpen ? Texts.PageOpened(page) : Texts.PageToOpen(page));

    /// <inheritdoc/>
    public void ShowCode(string code, Uri page) => Show(Texts.CodeToType(code, page));

    /// <inheritdoc/>
    public void Waiting(TimeSpan left, TimeSpan limit) => Progress(new ProgressRecord(Activity, Texts.Login, Texts.LoginAwaited)
    {
        SecondsRemaining = (int)Math.Ceiling(left.TotalSeconds),
        PercentComplete = 100 - (int)(100 * left.TotalSeconds / limit.TotalSeconds),
    });

    /// <inheritdoc/>
    public void Done() =>
        Progress(new ProgressRecord(Activity, Texts.Login, Texts.LoginAwaited) { RecordType = ProgressRecordType.Completed });

    private void Progress(ProgressRecord record) => pump.Invoke(() => command.WriteProgress(record));

    private void Show(string text) =>
        pump.Invoke(() => command.WriteInformation(new HostInformationMessage { Message = ShownText.Lines(text) }, [ForTheHost]));
}
