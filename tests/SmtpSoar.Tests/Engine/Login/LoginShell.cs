using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

namespace SmtpSoar.Tests.Engine.Login;

/// <summary>One run of a script in the real engine, with a data folder of its own, that can be looked at while it waits.</summary>
internal sealed partial class LoginShell : IDisposable
{
    private const string Variable = "SMTPSOAR_DATA";

    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("login-shell-");
    private readonly TaskCompletionSource<string> _shown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Runspace _runspace;
    private readonly PowerShell _shell;

    /// <param name="host">The host with the person; without one, that of an engine within a program.</param>
    public LoginShell(PSHost? host = null)
    {
        Environment.SetEnvironmentVariable(Variable, _data.FullName);
        var state = CmdletEngine.StateWithCommands();
        _runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        _runspace.Open();
        _shell = PowerShell.Create(_runspace);
        _shell.Streams.Information.DataAdded += (sender, added) => _shown.TrySetResult(_shell.Streams.Information[added.Index].ToString());
    }

    public PSDataStreams Streams => _shell.Streams;

    public PSDataCollection<PSObject> Output { get; private set; } = [];

    public string DataFolder => _data.FullName;

    /// <summary>The id of the one error, without the command's name.</summary>
    public string ErrorId => Streams.Error.Single().FullyQualifiedErrorId.Split(',')[0];

    /// <summary>Runs a script that sees an asset as <c>$asset</c>.</summary>
    public Task RunAsync(string script, SmtpAsset? asset = null)
    {
        _runspace.SessionStateProxy.SetVariable("asset", asset);
        _shell.Commands.Clear();
        _shell.Streams.ClearStreams();
        Output = [];
        return _shell.AddScript(script).InvokeAsync<PSObject, PSObject>(null, Output);
    }

    /// <summary>What the person is shown first.</summary>
    public Task<string> ShownAsync(Task run) => FirstOf(_shown.Task, run);

    /// <summary>The page that the person is shown.</summary>
    public async Task<Uri> PageAsync(Task run) => new(Url().Match(await ShownAsync(run)).Value);

    /// <summary>What Ctrl+C does.</summary>
    public void Stop() => _shell.Stop();

    /// <summary>All streams, as text.</summary>
    public IEnumerable<string> Everything()
    {
        IEnumerable<object> records = [.. Streams.Error, .. Streams.Warning, .. Streams.Verbose, .. Streams.Debug, .. Streams.Information, .. Streams.Progress, .. Output];
        return records.SelectMany(record => new[] { record.ToString() ?? "", PSSerializer.Serialize(record, 4), (record as ErrorRecord)?.Exception.ToString() ?? "" });
    }

    /// <summary>All files of the data folder, byte by byte as text.</summary>
    public IEnumerable<string> Files() => Directory.GetFiles(DataFolder, "*", SearchOption.AllDirectories).Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file)));

    public void Dispose()
    {
        _shell.Dispose();
        _runspace.Dispose();
        _data.Delete(recursive: true);
        Environment.SetEnvironmentVariable(Variable, _before);
    }

    private static async Task<string> FirstOf(Task<string> shown, Task run) => await Task.WhenAny(shown, run) == shown
        ? await shown
        : throw new InvalidOperationException("The command ended before it showed anything.");

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Url();
}
