using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Import;

/// <summary>THIRD-PARTY-NOTICES.md names what the module ships of others, in the version that it ships, and nothing else.</summary>
public sealed class NoticesTests
{
    private static readonly string[][] Rows = [.. File.ReadAllLines(Path.Combine(BuiltModule.Repository, "THIRD-PARTY-NOTICES.md"))
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
        .Skip(1)
        .Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries))];

    [Fact]
    public void Files_InTheModule_AreAllNamedAndNoOthers()
    {
        var shipped = Directory.GetFiles(BuiltModule.Folder, "*.dll", SearchOption.AllDirectories)
            .Select(path => Path.GetFileName(path)!)
            .Where(name => !name.StartsWith("SmtpSoar", StringComparison.Ordinal));

        Assert.Equal(shipped.Distinct().Order(StringComparer.Ordinal), Rows.SelectMany(row => row[4].Split(", ")).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Versions_OfTheModule_AreTheOnesNamed()
    {
        var named = Rows.Select(row => $"{row[0]}/{row[1]}").ToHashSet();

        Assert.Empty(Shipped().Except(named));
    }

    [Fact]
    public void Licences_Named_HaveTheirText()
    {
        var headings = File.ReadAllLines(Path.Combine(BuiltModule.Repository, "THIRD-PARTY-NOTICES.md")).Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]);

        Assert.Equal(Rows.Select(row => row[2]).Distinct().Order(StringComparer.Ordinal), headings.Order(StringComparer.Ordinal));
        Assert.All(Rows, row => Assert.Matches("(?i)copyright|©", row[3]));
    }

    private static IEnumerable<string> Shipped()
    {
        using var dependencies = JsonDocument.Parse(File.ReadAllText(BuiltModule.File("dependencies", "SmtpSoar.Core.deps.json")));
        return [.. dependencies.RootElement.GetProperty("targets").EnumerateObject().Single().Value.EnumerateObject()
            .Where(library => library.Value.TryGetProperty("runtime", out _) && !library.Name.StartsWith("SmtpSoar", StringComparison.Ordinal))
            .Select(library => library.Name)];
    }
}
