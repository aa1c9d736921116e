using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Pipeline;

/// <summary>What all commands have in common: work on other threads, Ctrl+C, and errors with stable ids.</summary>
public abstract class CoreCommand : PSCmdlet, IDisposable
{
    private readonly ActionPump _pump = new();

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

    internal CommandFeedback Feedback => new(this, _pump);

    internal T Run<T>(Func<CancellationToken, Task<T>> work) => _pump.Run(work);

    internal void WriteFailure(SmtpSoarException error, object? target) => WriteError(ErrorRecords.Of(error, target));

    internal void ThrowFailure(SmtpSoarException error, object? target) => ThrowTerminatingError(ErrorRecords.Of(error, target));

    /// <summary>A path as the file system knows it, by the current location of this runspace. No wildcards.</summary>
    internal string FullPath(string path) => SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
}
