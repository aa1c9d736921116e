using System;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

// Runs the script that comes by standard input in a fresh engine: what it writes goes to standard output, one line an
// object, what goes wrong to standard error.
var state = InitialSessionState.CreateDefault2();
if (OperatingSystem.IsWindows())
    state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
using var shell = PowerShell.Create(state);
shell.AddScript(await Console.In.ReadToEndAsync());
try
{
    foreach (var item in shell.Invoke())
        Console.WriteLine(item);
}
catch (RuntimeException failure)
{
    Console.Error.WriteLine(failure.ErrorRecord);
}

foreach (var error in shell.Streams.Error)
    Console.Error.WriteLine($"{error.FullyQualifiedErrorId}: {error.Exception}");
