using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using SmtpSoar.Commands;

namespace SmtpSoar.Tests.Engine;

/// <summary>
/// The module's commands in the real PowerShell engine, without the module's folder: no load context stands between, so
/// that a test may look at both ends.
/// </summary>
public sealed class CmdletEngine : IDisposable
{
    private readonly Runspace _runspace;

    public CmdletEngine()
    {
        _runspace = RunspaceFactory.CreateRunspace(StateWithCommands());
        _runspace.Open();
    }

    /// <summary>What an engine with the module's commands begins with.</summary>
    internal static InitialSessionState StateWithCommands()
    {
        var state = InitialSessionState.CreateDefault2();
        foreach (var type in typeof(SendSoarEmailCommand).Assembly.GetExportedTypes())
        {
            if (type.GetCustomAttribute<CmdletAttribute>() is { } name)
                state.Commands.Add(new SessionStateCmdletEntry($"{name.VerbName}-{name.NounName}", type, helpFileName: null));
        }

        return state;
    }

    /// <summary>Calls a command with splatted parameters, as a playbook's dictionary would be.</summary>
    public CommandRun Call(string command, IDictionary parameters) => Run($"{command} @parameters", ("parameters", new Hashtable(parameters)));

    /// <summary>Runs a script that sees the variables, and gives what it wrote to all its streams.</summary>
    public CommandRun Run(string script, params (string Name, object? Value)[] variables)
    {
        using var shell = PowerShell.Create(_runspace);
        foreach (var (name, value) in variables)
            _runspace.SessionStateProxy.SetVariable(name, value);
        var output = shell.AddScript(script).Invoke();
        return new CommandRun(output, [.. shell.Streams.Error], [.. shell.Streams.Warning.Select(warning => warning.Message)]);
    }

    public void Dispose() => _runspace.Dispose();
}
