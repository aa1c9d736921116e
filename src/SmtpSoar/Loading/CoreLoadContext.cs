#if NET
using System;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace SmtpSoar.Loading;

/// <summary>
/// The core's load context: assemblies in the module's own folder win over those that others have loaded, so that an
/// older MimeKit or Microsoft.Identity.Client of another module does no harm. A library of the framework that is as new
/// as the one in the folder is taken from there: it is native code already, and PowerShell may have loaded it.
/// </summary>
internal sealed class CoreLoadContext(string corePath) : AssemblyLoadContext("SmtpSoar")
{
    private readonly AssemblyDependencyResolver _resolver = new(corePath);
    private readonly string _precompiled = Path.Combine(Path.GetDirectoryName(corePath)!, Platform);

    // As the build names the folders of what was compiled beforehand.
    private static string Platform
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
            return system + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        }
    }

    protected override Assembly? Load(AssemblyName assemblyName) =>
        _resolver.ResolveAssemblyToPath(assemblyName) is { } path && !FrameworkHas(assemblyName)
            ? LoadFromAssemblyPath(Precompiled(path) ?? path)
            : null;

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;

    // The framework's libraries have its own version, and a look into the file would cost more than the library saves.
    private static bool FrameworkHas(AssemblyName assemblyName) =>
        assemblyName.Version <= Environment.Version
        && File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, assemblyName.Name + ".dll"));

    private string? Precompiled(string path)
    {
        var image = Path.Combine(_precompiled, Path.GetFileName(path));
        return File.Exists(image) ? image : null;
    }
}
#endif
