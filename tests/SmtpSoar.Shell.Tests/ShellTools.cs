using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace SmtpSoar.Shell.Tests;

/// <summary>The tools that the build has fetched: PowerShell, as a tool of .NET, and the versions of Pester.</summary>
internal static class ShellTools
{
    private static readonly Dictionary<string, string?> s_known =
        typeof(ShellTools).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(item => item.Key, item => item.Value);

    /// <summary>The folder with the solution.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The program that runs <see cref="Assembly"/>.</summary>
    public static string DotNet => Known("DotNet") is { Length: > 0 } path ? path : "dotnet";

    public static string Assembly =>
        Path.Combine(Package("powershell", Known("PowerShellVersion")), "net10.0", "any", OperatingSystem.IsWindows() ? "win" : "unix", "pwsh.dll");

    public static IReadOnlyList<string> PesterVersions { get; } = Known("PesterVersions").Split(';');

    /// <summary>Why no test can run, or null.</summary>
    public static string? Missing
    {
        get
        {
            string[] files = [Assembly, .. PesterVersions.Select(PesterModule)];
            var missing = files.FirstOrDefault(file => !File.Exists(file));
            return missing is null ? null : $"No real shell: the build could not fetch the NuGet packages PowerShell and Pester; {missing} is not there.";
        }
    }

    public static bool IsRequired => Environment.GetEnvironmentVariable("CI") == "true";

    public static string PesterModule(string version) => Path.Combine(Package("pester", version), "Pester.psd1");

    private static string Package(string name, string version) => Path.Combine(Known("Packages"), name, version, "tools");

    private static string Known(string name) => s_known[name] ?? "";

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SmtpSoar.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The solution's folder.");
        return folder.FullName;
    }
}
