using System;
using System.Management.Automation;
using System.Threading;
using SmtpSoar.Core;
using SmtpSoar.Core.Worker;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

// The worker that stays.
public sealed partial class SendSoarOutboxCommand
{
    // A message that must wait does so in the outbox: a connection that waits with it sends no other message meanwhile.
    private const int MaxRetryCount = 1;

    /// <summary>
    /// Stays, and sends each message that comes, until the command is stopped: by SIGTERM, Ctrl+C, or the end of a service.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = WatchSet)]
    public SwitchParameter Watch { get; set; }

    /// <summary>Writes no results and no progress. Warnings and errors stay.</summary>
    [Parameter(ParameterSetName = WatchSet)]
    public SwitchParameter Quiet { get; set; }

    /// <summary>A file that says how the worker is, as JSON, and is written anew every few seconds.</summary>
    [Parameter(ParameterSetName = WatchSet)]
    [ValidateNotNullOrEmpty]
    public string? HealthFile { get; set; }

    /// <summary>How many seconds mails on their way may take after a stop. Default: 8.</summary>
    [Parameter(ParameterSetName = WatchSet)]
    [ValidateRange(0, 86400)]
    public int StopTimeoutSec { get; set; } = 8;

    private IFeedback WorkerFeedback => Quiet ? new QuietFeedback(Feedback) : Feedback;

    private void Stay()
    {
        if (!MayProcess(_path!, Texts.WatchAction))
            return;
        try
        {
            var worker = new OutboxWorker(WorkerOptions(_asset!.Clone(), _location!));
            using var end = new CancellationTokenSource();
            using var signal = StopSignal.Listen(end.Cancel);
            Run(async stop =>
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, end.Token);
                await worker.RunAsync(TakeOutcome, either.Token).ConfigureAwait(false);
            });
            Note(Texts.WatchEnded(_path!));
        }
        catch (SmtpSoarException error)
        {
            ThrowFailure(error, _path);
        }
    }

    private OutboxWorkerOptions WorkerOptions(SmtpAsset asset, string path)
    {
        asset.RetryCount = Math.Min(asset.RetryCount, MaxRetryCount);
        var feedback = WorkerFeedback;
        return new OutboxWorkerOptions(
            () => new MailOutbox(path, feedback, asset),
            outbox => OptionsFor(asset, null, path, outbox, feedback))
        {
            Feedback = feedback,
            Retention = Age(),
            HealthFile = HealthFile is null ? null : Paths.Literal(HealthFile),
            StopTimeout = TimeSpan.FromSeconds(StopTimeoutSec),
        };
    }

    // By a thread of the worker. After Ctrl+C nothing can be written any more, and what is on its way goes on to its end all the same.
    private void TakeOutcome(MailOutcome outcome)
    {
        try
        {
            OnPipeline(() => Write(outcome));
        }
        catch (OperationCanceledException)
        {
            // The outbox has it on record.
        }
    }

    // A mail that waits for its next try is no error of a worker, whose business that is; one whose key it does not have is a person's.
    private void Write(MailOutcome outcome)
    {
        if (!Quiet)
            WriteObject(outcome.Result);
        if (outcome.Error is { } error && (!outcome.Result.IsKept || error.Is(Errors.OutboxKeyMissing)))
            WriteFailure(error, outcome.Result);
    }
}
