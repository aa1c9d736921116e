using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using SmtpSoar.Quickstart.View;

namespace SmtpSoar.Quickstart.Run;

/// <summary>The real PowerShell engine in this process: runs the script and shows what it writes, as it writes it.</summary>
internal sealed class ScriptHost(Screen screen)
{
    private readonly List<ActionResult> _results = [];
    private readonly ResultView _view = new(screen);

    /// <summary>Runs the script to its end.</summary>
    /// <returns>The results of its actions; a script that failed gave fewer of them.</returns>
    public IReadOnlyList<ActionResult> Run(string script, IDictionary parameters)
    {
        using var shell = PowerShell.Create(InitialState());
        void Stop(object? sender, ConsoleCancelEventArgs pressed)
        {
            pressed.Cancel = true;
            shell.BeginStop(null, null);
        }

        Console.CancelKeyPress += Stop;
        try
        {
            Invoke(shell, script, parameters);
        }
        finally
        {
            Console.CancelKeyPress -= Stop;
        }

        return _results;
    }

    private static InitialSessionState InitialState()
    {
        var state = InitialSessionState.CreateDefault2();
        // Windows may forbid script files; this one comes with the repository that is being run anyway.
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        return state;
    }

    private void Invoke(PowerShell shell, string script, IDictionary parameters)
    {
        using var output = new PSDataCollection<PSObject>();
        output.DataAdded += (_, added) => Take(output[added.Index]);
        shell.Streams.Warning.DataAdded += (_, added) => screen.Warn("Warning: " + shell.Streams.Warning[added.Index].Message);
        shell.Streams.Error.DataAdded += (_, added) => screen.Bad("Error: " + shell.Streams.Error[added.Index]);
        try
        {
            shell.AddCommand(script).AddParameters(parameters).Invoke(null, output);
        }
        catch (RuntimeException error)
        {
            ShowEnd(error);
        }
    }

    private void Take(PSObject item)
    {
        var result = new ActionResult(item);
        _results.Add(result);
        _view.Show(result);
    }

    // The script ends at its first error; what to do about it stands beside the sentence.
    private void ShowEnd(RuntimeException error)
    {
        if (error is PipelineStoppedException)
        {
            screen.Bad("Stopped.");
            return;
        }

        screen.Bad("Error: " + (error.ErrorRecord.ErrorDetails?.Message ?? error.Message));
        if (error.ErrorRecord.ErrorDetails?.RecommendedAction is { Length: > 0 } advice)
            screen.Line(advice, 2);
        screen.Dim(error.ErrorRecord.FullyQualifiedErrorId, 2);
    }
}
