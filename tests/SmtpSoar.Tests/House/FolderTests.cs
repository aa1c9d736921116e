using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace SmtpSoar.Tests.House;

/// <summary>A folder is a subsystem that a reader takes in at one look.</summary>
public sealed class FolderTests
{
    private const int MaxFiles = 15;

    // Each with its reason.
    private static readonly Dictionary<string, string> LargeFolders = new()
    {
        ["src/SmtpSoar/Commands"] = "each command has a file of its name",
        ["src/SmtpSoar.Model/Errors"] = "each subject has a file of its errors",
    };

    [Fact]
    public void Folders_WithoutAReason_HoldFifteenFilesAtMost()
    {
        var large = Sources.Folders.Where(folder => folder.Count() > MaxFiles).Select(folder => folder.Key);
        Assert.Empty(large.Except(LargeFolders.Keys));
    }

    [Fact]
    public void Reasons_OfLargeFolders_AreStillNeeded()
    {
        var small = Sources.Folders.Where(folder => folder.Count() <= MaxFiles).Select(folder => folder.Key);
        Assert.Empty(small.Intersect(LargeFolders.Keys));
    }
}
