using System.IO;
using System.Linq;
using Xunit;

namespace SmtpSoar.Shell.Tests;

/// <summary>Commands as users would write them, in the real shell: each test in tests/Pester, by each version of Pester.</summary>
public class PesterTests
{
    public static TheoryData<PesterTest> Tests => [.. PesterRun.All];

    /// <summary>The tests are known only after they have run, hence no discovery. None is skipped: this shell has all that they need.</summary>
    [ShellTheory]
    [MemberData(nameof(Tests), DisableDiscoveryEnumeration = true)]
    public void PesterTest_InTheRealShell_Passes(PesterTest test) =>
        Assert.True(test.Outcome == "Passed", $"{test.Outcome}. {test.Details}");

    [ShellFact]
    public void PesterFiles_WithEachVersion_HaveTestsThatRan()
    {
        var files = Directory.EnumerateFiles(PesterRun.Files, "*.Tests.ps1").Select(Path.GetFileName).Order().ToArray();
        Assert.All(ShellTools.PesterVersions, version =>
            Assert.Equal(files, PesterRun.All.Where(test => test.Version == version).Select(test => test.File).Distinct().Order()));
    }
}
