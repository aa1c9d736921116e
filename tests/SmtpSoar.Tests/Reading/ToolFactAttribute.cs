using System;
using System.IO;
using System.Linq;
using Xunit;
using Xunit.Sdk;

namespace SmtpSoar.Tests.Reading;

/// <summary>A test that needs other programs, and is left out where they are not installed. In CI it then fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("SmtpSoar.Shared.Tests.LeftOutFactDiscoverer", "SmtpSoar.Tests")]
public sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(params string[] programs) => Skip = Tools.SkipReason(programs);
}

/// <summary>As above, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("SmtpSoar.Shared.Tests.LeftOutTheoryDiscoverer", "SmtpSoar.Tests")]
public sealed class ToolTheoryAttribute : TheoryAttribute
{
    public ToolTheoryAttribute(params string[] programs) => Skip = Tools.SkipReason(programs);
}

/// <summary>Programs of the system.</summary>
internal static class Tools
{
    public static string? SkipReason(string[] programs)
    {
        var missing = programs.FirstOrDefault(program => !IsInstalled(program));
        return missing is null || Environment.GetEnvironmentVariable("CI") == "true" ? null : $"The program {missing} is not installed.";
    }

    private static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
