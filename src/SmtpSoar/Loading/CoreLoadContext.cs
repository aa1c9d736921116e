#if NET
using System;
using System.Reflection;
using System.Runtime.Loader;

namespace SmtpSoar.Loading;

/// <summary>
/// The core's load context: what lies in the module's own folder wins over what anybody else has loaded, so that an
/// older MimeKit or Microsoft.Identity.Client of another module does no harm.
/// </summary>
internal sealed class CoreLoadContext(string corePath) : AssemblyLoadContext("SmtpSoar")
{
    private readonly AssemblyDependencyResolver _resolver = new(corePath);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;
}
#endif
