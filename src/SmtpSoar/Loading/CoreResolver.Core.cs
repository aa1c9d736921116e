#if NET
using System;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace SmtpSoar.Loading;

/// <summary>Finds the core where the runtime asks for it, and loads it into a context of its own.</summary>
internal static class CoreResolver
{
    private const string CoreName = "SmtpSoar.Core";

    // The runtime's resolving event is per process, so this can't be per runspace.
    private static readonly Lazy<CoreLoadContext> Context =
        new(() => new CoreLoadContext(Path.Combine(ModuleLoading.DependencyFolder, CoreName + ".dll")));

    public static void Attach() => AssemblyLoadContext.Default.Resolving += Resolve;

    public static void Detach() => AssemblyLoadContext.Default.Resolving -= Resolve;

    private static Assembly? Resolve(AssemblyLoadContext requester, AssemblyName name) =>
        name.Name == CoreName ? Context.Value.LoadFromAssemblyName(name) : null;
}
#endif
