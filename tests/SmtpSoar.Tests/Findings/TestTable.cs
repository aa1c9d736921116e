using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace SmtpSoar.Tests.Findings;

/// <summary>A table of a page in <c>docs</c>, whose rows begin with a name and end with the test that shows what they say.</summary>
internal sealed class TestTable(string page)
{
    private static readonly Regex Row = new(@"^\| (?<name>[^|]+) \| .+ \| `(?<class>\w+)\.(?<method>\w+)` \|$", RegexOptions.Multiline);

    private readonly IReadOnlyList<Match> _rows = Row.Matches(Repository.Read("docs", page)).ToArray();

    public IEnumerable<string> Names => _rows.Select(row => row.Groups["name"].Value);

    public void AssertEachTestExists()
    {
        var classes = Repository.TestSources()
            .ToLookup(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText);

        var missing = _rows.Where(row => !classes[row.Groups["class"].Value].Any(source => source.Contains(" " + row.Groups["method"].Value + "(", StringComparison.Ordinal)));

        Assert.Empty(missing.Select(row => row.Value));
    }
}
