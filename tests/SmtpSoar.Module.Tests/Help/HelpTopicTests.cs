using System;
using System.IO;
using System.Linq;
using SmtpSoar.Module.Tests.Help.Renewal;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Help;

/// <summary>The about topics, as <c>Get-Help</c> gives them.</summary>
public sealed class HelpTopicTests : IDisposable
{
    private const int Width = 80;

    private readonly Engine _engine = Engine.WithModule();

    public static TheoryData<string> Topics => [.. HelpPages.Topics];

    [Fact]
    public void Topics_ThatAreWanted_AreThere() =>
        Assert.Equal(["about_SmtpSoar", "about_SmtpSoar_Assets", "about_SmtpSoar_Errors", "about_SmtpSoar_Migration", "about_SmtpSoar_OAuth"], HelpPages.Topics);

    [Theory]
    [MemberData(nameof(Topics))]
    public void Topic_InTheEngine_IsFoundWithItsSynopsis(string topic)
    {
        var found = _engine.Run("Get-Help about_SmtpSoar*").Single(help => (string)((dynamic)help).Name == topic);

        Assert.Equal("HelpFile", (string)found.Properties["Category"].Value);
        Assert.EndsWith(".", (string)found.Properties["Synopsis"].Value, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Topic_Lines_FitAConsole(string topic) =>
        Assert.All(Text(topic).Split('\n'), line => Assert.True(line.Length < Width, line));

    [Fact]
    public void Errors_All_StandInTheirTopic()
    {
        var lines = Text("about_SmtpSoar_Errors").Split('\n').Select(line => line.Trim()).ToHashSet();

        Assert.All(new ErrorText(_engine).Ids, id => Assert.Contains(id, lines));
    }

    public void Dispose() => _engine.Dispose();

    private static string Text(string topic) => File.ReadAllText(Path.Combine(BuiltModule.Folder, "en-US", topic + ".help.txt"));
}
