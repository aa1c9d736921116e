using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

// Host SCRIPT [ARGUMENT...]: what the script writes goes to standard output; any error ends with exit code 1.
var state = InitialSessionState.CreateDefault2();
if (OperatingSystem.IsWindows())
    state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
using var shell = PowerShell.Create(state);
shell.AddScript(File.ReadAllText(args[0])).AddParameters(args.Skip(1).ToArray());
try
{
    foreach (var item in shell.Invoke())
        Console.WriteLine(item);
}
catch (RuntimeException failure)
{
    Console.Error.WriteLine(failure.ErrorRecord);
    return 1;
}

foreach (var error in shell.Streams.Error)
    Console.Error.WriteLine($"{error.FullyQualifiedErrorId}: {error.Exception.Message}");
return shell.HadErrors ? 1 : 0;
