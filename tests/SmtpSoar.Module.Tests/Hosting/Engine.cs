using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace SmtpSoar.Module.Tests.Hosting;

/// <summary>The real PowerShell engine, in this process, with the built module.</summary>
public sealed class Engine : IDisposable
{
    private readonly Runspace _runspace;
    private readonly PowerShell _shell;

    private Engine(InitialSessionState state)
    {
        _runspace = RunspaceFactory.CreateRunspace(Host, state);
        _runspace.Open();
        _shell = PowerShell.Create(_runspace);
    }

    /// <summary>What the engine shows to its user: prompts and <c>-WhatIf</c>.</summary>
    public RecordingHost Host { get; } = new();

    /// <summary>The streams of the last run.</summary>
    public PSDataStreams Streams => _shell.Streams;

    /// <summary>The errors of the last run, without a terminating one.</summary>
    public IReadOnlyList<ErrorRecord> Errors => [.. Streams.Error];

    /// <summary>What ended the last run before its end, or <see langword="null"/>.</summary>
    public RuntimeException? Failure { get; private set; }

    public static Engine WithModule()
    {
        var engine = Bare();
        engine.Run("Import-Module $manifest", ("manifest", BuiltModule.Manifest));
        return engine;
    }

    /// <summary>An engine that has not imported the module.</summary>
    public static Engine Bare()
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        return new Engine(state);
    }

    public void SetVariable(string name, object? value) => _runspace.SessionStateProxy.SetVariable(name, value);

    /// <summary>Runs a script to its end and gives what it writes.</summary>
    public IReadOnlyList<PSObject> Run(string script, params (string Name, object? Value)[] variables)
    {
        var output = Try(script, variables);
        return Failure is null ? output : throw Failure;
    }

    /// <summary>Runs a script and gives what it writes; a terminating error is kept in <see cref="Failure"/>.</summary>
    public IReadOnlyList<PSObject> Try(string script, params (string Name, object? Value)[] variables)
    {
        Prepare(script, variables);
        var output = new List<PSObject>();
        try
        {
            _shell.Invoke(null, output);
        }
        catch (RuntimeException failure)
        {
            Failure = failure;
        }

        return output;
    }

    /// <summary>Runs a script that writes one object.</summary>
    public PSObject RunSingle(string script, params (string Name, object? Value)[] variables) => Run(script, variables).Single();

    /// <summary>A variable's value, without disturbing the streams of the last run.</summary>
    public object GetVariable(string name) => _runspace.SessionStateProxy.GetVariable(name);

    /// <summary>Everything in all streams of the last run.</summary>
    public IEnumerable<object> AllRecords() =>
        [.. Streams.Error, .. Streams.Warning, .. Streams.Verbose, .. Streams.Debug, .. Streams.Information, .. Streams.Progress];

    /// <summary>Starts a script and does not wait for it.</summary>
    public IAsyncResult Start(string script)
    {
        Prepare(script, []);
        return _shell.BeginInvoke();
    }

    /// <summary>What Ctrl+C does.</summary>
    public void Stop() => _shell.Stop();

    public void Dispose()
    {
        _shell.Dispose();
        _runspace.Dispose();
    }

    private void Prepare(string script, (string Name, object? Value)[] variables)
    {
        foreach (var (name, value) in variables)
            SetVariable(name, value);
        Failure = null;
        _shell.Commands.Clear();
        _shell.Streams.ClearStreams();
        _shell.AddScript(script);
    }
}
