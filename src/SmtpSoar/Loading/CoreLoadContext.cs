#if NET
using System;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace SmtpSoar.Loading;

/// <summary>
/// The core's load context: assemblies in the module's own folder win over those that others have loaded, so that an
/// older MimeKit or Microsoft.Identity.Client of another module does no harm.
/// </summary>
internal sealed class CoreLoadContext(string corePath) : AssemblyLoadContext("SmtpSoar")
{
    private static readonly string Framework = RuntimeEnvironment.GetRuntimeDirectory();

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
        _resolver.ResolveAssemblyToPath(assemblyName) is { } path && !IsOfTheFramework(assemblyName)
            ? LoadFromAssemblyPath(Precompiled(path) ?? path)
            : null;

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;

    // The module has such assemblies for older frameworks. A framework that has the same version or a newer one has native code of it.
    private static bool IsOfTheFramework(AssemblyName wanted)
    {
        if (wanted.Name is not { } name || !name.StartsWith("System.", StringComparison.Ordinal))
            return false;
        var path = Path.Combine(Framework, name + ".dll");
        return File.Exists(path) && AssemblyName.GetAssemblyName(path).Version >= wanted.Version;
    }

    private string? Precompiled(string path)
    {
        var image = Path.Combine(_precompiled, Path.GetFileName(path));
        return File.Exists(image) ? image : null;
    }
}
#endif
