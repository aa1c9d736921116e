using System.IO;
using System.Linq;
using Xunit;

namespace SmtpSoar.Tests.Findings;

/// <summary>Each error is reached by a test: its id stands there as what is expected.</summary>
public sealed class ErrorCoverageTests
{
    public static TheoryData<string> Ids => [.. Errors.All.Select(error => error.Id)];

    // A test that only makes an error by itself names it without quotes and without nameof, so it does not count.
    [Theory]
    [MemberData(nameof(Ids))]
    public void Error_IsExpectedBySomeTest(string id) =>
        Assert.Contains(Repository.TestSources(), file => File.ReadLines(file).Any(line => line.Contains($"\"{id}\"") || line.Contains($"\"{id},") || line.Contains($"nameof(Errors.{id})")));
}
