using System;
#if NET
using System.Collections.Generic;
using System.Runtime.InteropServices;
#endif

namespace SmtpSoar.Pipeline;

/// <summary>
/// Hears that the system wants the process to end (SIGTERM; on Windows the end of its console or of the session), once: the work may come
/// to its end, and the script goes on. A second signal ends the process. PowerShell itself hears Ctrl+C.
/// </summary>
internal sealed class StopSignal : IDisposable
{
#if NET
    private readonly List<PosixSignalRegistration> _registrations = [];
    private bool _isHeard;

    private StopSignal(Action stop)
    {
        Add(PosixSignal.SIGTERM, stop);
        if (!OperatingSystem.IsWindows())
            return;
        Add(PosixSignal.SIGHUP, stop);
        Add(PosixSignal.SIGQUIT, stop);
    }

    /// <summary>Begins to listen.</summary>
    public static StopSignal Listen(Action stop) => new(stop);

    /// <inheritdoc/>
    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Add(PosixSignal signal, Action stop) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = !_isHeard;
        _isHeard = true;
        stop();
    }));
#else
    private StopSignal()
    {
    }

    /// <summary>The .NET Framework hears of none but Ctrl+C.</summary>
    public static StopSignal Listen(Action stop) => new();

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing was registered.
    }
#endif
}
