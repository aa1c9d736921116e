using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;
using Xunit.Sdk;

namespace SmtpSoar.Tests.Smime;

/// <summary>A program that shares no code with the module, and judges what it makes.</summary>
internal static class Judge
{
    /// <summary>Why tests that need a program are left out, or null where it is there. With CI=true none is left out.</summary>
    public static string? Missing(string program) =>
        Environment.GetEnvironmentVariable("CI") == "true" || Find(program) is not null ? null : $"Without {program}: tests/servers/install.sh installs it.";

    /// <summary>Runs a program, and gives its exit code and all that it said.</summary>
    public static (int Code, string Said) Run(string program, IEnumerable<string> arguments, IDictionary<string, string>? variables = null, string? input = null)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var variable in variables ?? new Dictionary<string, string>())
            start.Environment[variable.Key] = variable.Value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (input is not null)
            process.StandardInput.Write(input);
        process.StandardInput.Close();
        Task.WaitAll(output, error);
        process.WaitForExit();
        return (process.ExitCode, output.Result + error.Result);
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}

/// <summary>A test in which a program judges, and which is left out where it is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("SmtpSoar.Shared.Tests.LeftOutFactDiscoverer", "SmtpSoar.Tests")]
public sealed class JudgeFactAttribute : FactAttribute
{
    public JudgeFactAttribute(string program) => Skip = Judge.Missing(program);
}

/// <summary>A test of several cases in which a program judges, and which is left out where it is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("SmtpSoar.Shared.Tests.LeftOutTheoryDiscoverer", "SmtpSoar.Tests")]
public sealed class JudgeTheoryAttribute : TheoryAttribute
{
    public JudgeTheoryAttribute(string program) => Skip = Judge.Missing(program);
}
