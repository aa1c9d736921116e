using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace SmtpSoar.Module.Tests;

/// <summary>The real PowerShell engine, in this process, with the built module.</summary>
public sealed class Engine : IDisposable
{
    private readonly PowerShell _shell;

    private Engine(PowerShell shell) => _shell = shell;

    /// <summary>The built module's manifest, found from the test's own folder upwards.</summary>
    public static string Manifest
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                var manifest = Path.Combine(folder.FullName, "output", "SmtpSoar", "SmtpSoar.psd1");
                if (File.Exists(manifest))
                    return manifest;
            }

            throw new FileNotFoundException("The module is not built: dotnet build src/SmtpSoar");
        }
    }

    public static Engine WithModule()
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        state.ImportPSModule([Manifest]);
        return new Engine(PowerShell.Create(state));
    }

    /// <summary>The streams of the last run.</summary>
    public PSDataStreams Streams => _shell.Streams;

    /// <summary>Runs a script and gives what it writes.</summary>
    public IReadOnlyList<PSObject> Run(string script, params (string Name, object? Value)[] variables)
    {
        foreach (var (name, value) in variables)
            _shell.Runspace.SessionStateProxy.SetVariable(name, value);
        _shell.Commands.Clear();
        _shell.Streams.ClearStreams();
        return [.. _shell.AddScript(script).Invoke()];
    }

    public void Dispose() => _shell.Dispose();
}
