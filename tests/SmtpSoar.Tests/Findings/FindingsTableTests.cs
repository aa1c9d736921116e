using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace SmtpSoar.Tests.Findings;

/// <summary><c>docs/connector-findings.md</c> names a test for each fault of the connector.</summary>
public sealed class FindingsTableTests
{
    private static readonly Regex Row = new(@"^\| (?<id>[SDFC]\d\d) \| .+ \| `(?<class>\w+)\.(?<method>\w+)` \|$", RegexOptions.Multiline);

    private static readonly IReadOnlyDictionary<char, int> Faults = new Dictionary<char, int> { ['S'] = 12, ['D'] = 22, ['F'] = 30, ['C'] = 15 };

    [Fact]
    public void Table_EveryFault_StandsThereOnce()
    {
        var expected = Faults.SelectMany(kind => Enumerable.Range(1, kind.Value).Select(number => $"{kind.Key}{number:00}"));

        Assert.Equal(expected, Rows().Select(row => row.Groups["id"].Value));
    }

    [Fact]
    public void Table_EveryTest_Exists()
    {
        var classes = Repository.TestSources()
            .ToLookup(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText);

        var missing = Rows().Where(row => !classes[row.Groups["class"].Value].Any(source => source.Contains(" " + row.Groups["method"].Value + "(", StringComparison.Ordinal)));

        Assert.Empty(missing.Select(row => row.Value));
    }

    private static MatchCollection Rows() => Row.Matches(Repository.Read("docs", "connector-findings.md"));
}
