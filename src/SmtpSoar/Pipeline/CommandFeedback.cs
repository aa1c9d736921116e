using System;
using System.Management.Automation;

namespace SmtpSoar.Pipeline;

/// <summary>Brings the core's words to the command's streams.</summary>
internal sealed class CommandFeedback(CoreCommand command, PipelineThreadDispatcher pump) : IFeedback
{
    // Any number that other commands hardly have.
    private const int Activity = 20_481;
    private const int WaitActivity = 20_482;

    public void Verbose(string message) => pump.Tell(() => command.Note(message));

    // A command that sends does not wait for a pipeline that waits for its next message, perhaps for hours.
    public void Warning(string message) => pump.Tell(() => command.Warn(message));

    // Not waited for: the thread that sends has better things to do.
    public void Progress(MailProgress progress) => pump.Post(() =>
        command.WriteProgress(progress.Wait is { } wait ? Record(wait, progress.IsCompleted) : Record(progress)));

    private static ProgressRecord Record(MailWait wait, bool isOver) => new(WaitActivity, Texts.Waiting, Texts.Wait(wait))
    {
        RecordType = isOver ? ProgressRecordType.Completed : ProgressRecordType.Processing,
        PercentComplete = wait is { Limit: { Ticks: > 0 } limit, Left: { } left } ? (int)(100 - (100 * left.Ticks / limit.Ticks)) : -1,
        SecondsRemaining = wait.Left is { } rest ? (int)Math.Ceiling(rest.TotalSeconds) : -1,
    };

    private static ProgressRecord Record(MailProgress progress) => new(Activity, Texts.Sending, Texts.Progress(progress))
    {
        RecordType = progress.IsCompleted ? ProgressRecordType.Completed : ProgressRecordType.Processing,
        PercentComplete = Percent(progress),
        SecondsRemaining = progress.Left is { } left ? (int)Math.Ceiling(left.TotalSeconds) : -1,
    };

    // Of all messages where their number is known, else of the large one.
    private static int Percent(MailProgress progress) => progress switch
    {
        { Total: > 0 and { } total } => Math.Min(100, 100 * progress.Done / total),
        { Bytes: { } bytes, Size: > 0 } => (int)Math.Min(100, 100 * bytes / progress.Size),
        _ => -1,
    };
}
