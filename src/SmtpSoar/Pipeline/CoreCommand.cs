using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Pipeline;

/// <summary>Holds what all commands have in common: work on other threads, Ctrl+C, and errors with stable ids.</summary>
public abstract class CoreCommand : PSCmdlet, IDisposable
{
    private readonly PipelineThreadDispatcher _pump = new();
    private bool? _isQuestionHeard;

    /// <summary>Stops whatever the command waits for.</summary>
    protected override void StopProcessing() => _pump.Stop();

    /// <summary>Frees what the command holds, connections too. PowerShell calls it however the command ends.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what a derived command holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _pump.Dispose();
    }

    /// <summary>Ends what works for the command, so that nothing of it waits for the pipeline's thread.</summary>
    internal void EndWork() => _pump.End();

    internal CommandFeedback Feedback => new(this, _pump);

    internal LoginPrompt Prompt => new(this, _pump);

    internal T Run<T>(Func<CancellationToken, Task<T>> work) => _pump.Run(work);

    internal T Run<T>(Func<CancellationToken, T> work) => _pump.Run(work);

    internal void Run(Func<CancellationToken, Task> work) => _pump.Run(work);

    internal void Run(Action<CancellationToken> work) => _pump.Run(work);

    /// <summary>Lets the pipeline's thread do something, and waits until it has. For work on other threads.</summary>
    /// <exception cref="OperationCanceledException">The command has ended, or ends by it.</exception>
    internal void OnPipeline(Action action) => _pump.Invoke(action);

    internal T RunHere<T>(Func<CancellationToken, Task<T>> work) => _pump.RunHere(work);

    internal T RunHere<T>(Func<CancellationToken, T> work) => _pump.RunHere(work);

    internal void RunHere(Func<CancellationToken, Task> work) => _pump.RunHere(work);

    /// <summary>Makes something. If that fails, the failure is written as an error.</summary>
    // The thing made is written by the caller, outside of the catch: an exception that comes back from the pipeline is not ours.
    internal bool TryMake<T>(Func<T> make, object? target, out T made)
    {
        SmtpSoarException failure;
        try
        {
            made = make();
            return true;
        }
        catch (SmtpSoarException error)
        {
            (made, failure) = (default!, error);
        }

        WriteFailure(failure, target);
        return false;
    }

    /// <summary>Does something. If that fails, the failure is written as an error.</summary>
    internal bool TryDo(Action action, object? target) => TryMake(
        () =>
        {
            action();
            return true;
        },
        target,
        out _);

    internal void WriteFailure(SmtpSoarException error, object? target) => WriteError(ErrorRecords.Of(error, target));

    internal void ThrowFailure(SmtpSoarException error, object? target) => ThrowTerminatingError(ErrorRecords.Of(error, target));

    /// <summary>Asks whether something may be done. It is shown with -WhatIf, -Confirm and -Verbose.</summary>
    /// <param name="target">The thing that it is done to. It may have words of others in it.</param>
    /// <param name="action">The action that is asked about.</param>
    internal bool MayProcess(string target, string action) => ShouldProcess(ShownText.Line(target, ShownText.MaxSentence), action);

    /// <summary>Whether <see cref="MayProcess"/> would show, ask or say anything, so that its text is needed.</summary>
    // Settled with the first one, as PowerShell settles its preferences.
    internal bool IsQuestionHeard => _isQuestionHeard ??= ProcessQuestion.IsHeard(this);

    /// <summary>Writes a line of -WhatIf that sums up what was asked about. Only under -WhatIf: it would ask without.</summary>
    internal void SayWhatIf(string sentence)
    {
        var line = ShownText.Line(sentence, ShownText.MaxSentence);
        ShouldProcess(line, line, "");
    }

    /// <summary>Writes a warning, in which words of others may be.</summary>
    internal void Warn(string message) => WriteWarning(ShownText.Line(message, ShownText.MaxSentence));

    /// <summary>Writes a verbose line, in which words of others may be.</summary>
    internal void Note(string message) => WriteVerbose(ShownText.Line(message, ShownText.MaxSentence));

    internal FilePaths Paths => new(SessionState);

    /// <summary>Finds the files that -Path or -LiteralPath names. One that can't be a path is written as an error.</summary>
    internal IEnumerable<string> FindFiles(string[]? paths, string[]? literalPaths)
    {
        foreach (var path in literalPaths ?? paths ?? [])
            if (TryMake(() => literalPaths is null ? Paths.Matching(path) : [Paths.Literal(path)], path, out var found))
                foreach (var file in found)
                    yield return file;
    }
}
