using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using SmtpSoar.Module.Tests.Help.Renewal;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Help;

/// <summary>The about topics, as <c>Get-Help</c> gives them.</summary>
public sealed class HelpTopicTests(HelpEngine host) : IClassFixture<HelpEngine>
{
    private const int Width = 80;

    private readonly Engine _engine = host.Engine;

    public static TheoryData<string> Topics => [.. HelpPages.Topics];

    [Fact]
    public void Topics_ThatAreWanted_AreThere()
    {
        string[] names =
        [
            "", "_Assets", "_Dkim", "_Errors", "_Gmail", "_GmailApi", "_Graph", "_Microsoft365", "_Migration", "_OAuth", "_OpenPgp", "_Outbox", "_Replies",
            "_Security", "_Signing", "_Templates",
        ];

        Assert.Equal(names.Select(name => "about_SmtpSoar" + name), HelpPages.Topics);
        Assert.Equal(HelpPages.Topics, _engine.Run("Get-Help about_SmtpSoar*").Select(help => (string)((dynamic)help).Name).Order(StringComparer.Ordinal));
    }

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
        Assert.All(Text(topic).Split('\n').Where(line => !IsOneAddress(line)), line => Assert.True(line.Length < Width, line));

    [Theory]
    [MemberData(nameof(Topics))]
    public void Topic_OtherTopicsNamed_AreThere(string topic) =>
        Assert.All(Regex.Matches(Text(topic), @"about_\w+").Select(name => name.Value), name => Assert.Contains(name, HelpPages.Topics));

    [Fact]
    public void Errors_All_StandInTheirTopic()
    {
        var lines = Text("about_SmtpSoar_Errors").Split('\n').Select(line => line.Trim()).ToHashSet();

        Assert.All(new ErrorText(_engine).Ids, id => Assert.Contains(id, lines));
    }

    // One that is broken could not be followed.
    private static bool IsOneAddress(string line) => line.Trim(' ', '(', ')', '.', ',') is var word && word.StartsWith("https://", StringComparison.Ordinal) && !word.Contains(' ');

    private static string Text(string topic) => File.ReadAllText(Path.Combine(BuiltModule.Folder, "en-US", topic + ".help.txt"));
}
