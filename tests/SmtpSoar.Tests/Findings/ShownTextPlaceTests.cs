using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace SmtpSoar.Tests.Findings;

/// <summary>Words of others have one door to the console.</summary>
public sealed class ShownTextPlaceTests
{
    [Fact]
    public void Commands_SpeakByTheirBaseClassOnly()
    {
        var folder = Path.Combine(Repository.Root, "src", "SmtpSoar");
        var direct = new Regex(@"\b(ShouldProcess|WriteWarning|WriteVerbose|WriteDebug|ThrowTerminatingError|WriteError)\(");

        var places = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Contains("obj") && direct.IsMatch(File.ReadAllText(file)))
            .Select(Path.GetFileName);

        Assert.Equal(["CoreCommand.cs"], places);
    }

    [Fact]
    public void Views_ReplaceWhatIsReplacedEverywhere()
    {
        var views = Repository.Read("module", "SmtpSoar.Format.ps1xml");

        var patterns = Regex.Matches(views, @"-replace '(\[[^']+\])', \[string\] \[char\] 0xFFFD").Select(match => match.Groups[1].Value).Distinct().ToList();

        var pattern = new Regex(Assert.Single(patterns));
        for (var c = '\0'; c < char.MaxValue; c++)
            Assert.Equal(ShownText.Line(c.ToString()) != c.ToString(), pattern.IsMatch(c.ToString()));
    }
}
