using System.IO;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace SmtpSoar.Loading;

/// <summary>Runs when the module is imported and removed: switches the finding of the core on and off.</summary>
/// <remarks>
/// Nothing of the core is loaded here; it comes when a command first needs it. Every runspace that imports the module
/// switches the finding on for itself, so that another one's Remove-Module does not take it away.
/// </remarks>
public sealed class ModuleLoading : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnImport()
    {
        // Touched so that [SmtpSoar.SmtpAsset] resolves right after the import.
        RuntimeHelpers.RunClassConstructor(typeof(SmtpAsset).TypeHandle);
        CoreResolver.Attach();
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        if (Runspace.DefaultRunspace is { } runspace)
            OpenSessions.Close(runspace);
        CoreResolver.Detach();
    }

    /// <summary>The folder of the core and its dependencies.</summary>
    internal static string DependencyFolder =>
        Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, "dependencies");
}
