using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace SmtpSoar.Tests.Findings;

/// <summary><c>docs/connector-findings.md</c> names a test for each fault of the connector.</summary>
public sealed class FindingsTableTests
{
    private static readonly TestTable Table = new("connector-findings.md");

    private static readonly IReadOnlyDictionary<char, int> Faults = new Dictionary<char, int> { ['S'] = 12, ['D'] = 22, ['F'] = 30, ['C'] = 15 };

    [Fact]
    public void Table_EveryFault_StandsThereOnce()
    {
        var expected = Faults.SelectMany(kind => Enumerable.Range(1, kind.Value).Select(number => $"{kind.Key}{number:00}"));

        Assert.Equal(expected, Table.Names);
    }

    [Fact]
    public void Table_EveryTest_Exists() => Table.AssertEachTestExists();
}
