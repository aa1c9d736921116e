using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace SmtpSoar.Shell.Tests;

/// <summary>No failure that Pester meets gets lost on its way to these tests.</summary>
public class PesterRunTests
{
    public static TheoryData<string> Versions => [.. ShellTools.PesterVersions];

    [ShellTheory]
    [MemberData(nameof(Versions))]
    public void Run_FileWithEachKindOfFailure_ReportsAll(string version)
    {
        var tests = Run(version, """
            Describe 'A block' {
                It 'is well' { 1 | Should -Be 1 }
                It 'fails' { 1 | Should -Be 4711 }
                It 'is skipped' -Skip { }
            }
            Describe 'Before' { BeforeAll { throw 'no beginning' }; It 'never runs' { } }
            Describe 'After' { AfterAll { throw 'no end' }; It 'runs' { } }
            """);

        Assert.Equal(["A block.is well", "After.runs"], Passed(tests));
        Assert.Contains(tests, test => test is { Name: "A block.fails", Outcome: "Failed" } && test.Details.Contains("4711"));
        Assert.Contains(tests, test => test is { Name: "A block.is skipped", Outcome: "Skipped" });
        Assert.Contains(tests, test => test.Outcome == "Failed" && test.Details.Contains("no beginning"));
        Assert.Contains(tests, test => test.Outcome == "Failed" && test.Details.Contains("no end"));
    }

    [ShellTheory]
    [MemberData(nameof(Versions))]
    public void Run_FileThatCannotBeRead_ReportsIt(string version)
    {
        var test = Assert.Single(Run(version, "Describe 'A block' {"));
        Assert.Equal("Failed", test.Outcome);
        Assert.Equal("Sample.Tests.ps1", test.File);
        Assert.NotEqual("", test.Details);
    }

    private static IReadOnlyList<PesterTest> Run(string version, string text)
    {
        using var shell = new ShellRun();
        var file = Path.Combine(shell.Folder, "Sample.Tests.ps1");
        File.WriteAllText(file, text);
        return PesterRun.Of(version, file, shell.Folder);
    }

    private static IEnumerable<string> Passed(IEnumerable<PesterTest> tests) =>
        tests.Where(test => test.Outcome == "Passed").Select(test => test.Name).Order();
}
