#if NETFRAMEWORK
using System;
using System.IO;
using System.Reflection;

namespace SmtpSoar.Loading;

/// <summary>Finds the core and its dependencies for Windows PowerShell 5.1, which has no load contexts.</summary>
internal static class CoreResolver
{
    public static void Attach() => AppDomain.CurrentDomain.AssemblyResolve += Resolve;

    public static void Detach() => AppDomain.CurrentDomain.AssemblyResolve -= Resolve;

    private static Assembly? Resolve(object sender, ResolveEventArgs request)
    {
        if (!IsOurs(request.RequestingAssembly))
            return null;
        var path = Path.Combine(ModuleLoading.DependencyFolder, new AssemblyName(request.Name).Name + ".dll");
        return File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }

    // Requests of other modules are not answered.
    private static bool IsOurs(Assembly? requester) =>
        requester is null
        || requester == Assembly.GetExecutingAssembly()
        || requester.Location.StartsWith(ModuleLoading.DependencyFolder, StringComparison.OrdinalIgnoreCase);
}
#endif
