using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using SmtpSoar.Module.Tests.Help.Renewal;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Help;

/// <summary>The pages in docs/en-US fit the module. Those that do not are written anew where the variable SMTPSOAR_RENEW_HELP is set.</summary>
public sealed class HelpPageTests : IDisposable
{
    private const string Variable = "SMTPSOAR_RENEW_HELP";

    private static readonly string[] Sections = ["SYNOPSIS", "SYNTAX", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS", "ERRORS", "NOTES", "RELATED LINKS"];

    private readonly Engine _engine = Engine.WithModule();

    public static TheoryData<string> Commands => [.. HelpPages.Commands];

    public static TheoryData<string> Topics => [.. HelpPages.Topics];

    [Fact]
    public void Pages_OfTheCommands_AreThereForEachAndNoOther() =>
        Assert.Equal(_engine.Run("Get-Command -Module SmtpSoar").Select(command => ((CmdletInfo)command.BaseObject).Name).Order(StringComparer.Ordinal), HelpPages.Commands);

    [Theory]
    [MemberData(nameof(Commands))]
    public void Page_WhatAMachineKnows_IsUpToDate(string command)
    {
        var renewed = new PageRenewal(new ErrorText(_engine)).OfCommand(HelpPages.Read(command), Find(command));

        CheckOrWrite(command, renewed);
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Topic_WhatAMachineKnows_IsUpToDate(string topic)
    {
        var renewed = new PageRenewal(new ErrorText(_engine)).OfTopic(HelpPages.Read(topic));

        CheckOrWrite(topic, renewed);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Page_Sections_AreAllThereInOrderAndNotEmpty(string command)
    {
        var parts = Regex.Split(HelpPages.Read(command), @"^## (?=[A-Z])", RegexOptions.Multiline).Select(part => part.Split('\n', 2)).ToList();

        Assert.Equal(Sections.Prepend("# " + command), parts.Select(part => part[0]));
        Assert.All(parts.Skip(1), part => Assert.False(string.IsNullOrWhiteSpace(part[1]), part[0]));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Page_Links_LeadToPagesThatExist(string command)
    {
        var targets = Regex.Matches(HelpPages.Read(command), @"\]\((?<target>[^)#]+)\)").Select(match => match.Groups["target"].Value);

        Assert.All(targets.Where(target => !target.StartsWith("https://", StringComparison.Ordinal)), target => Assert.True(File.Exists(Path.Combine(HelpPages.Folder, target)), target));
    }

    [Fact]
    public void Errors_NamedInPages_Exist()
    {
        var ids = new ErrorText(_engine).Ids.ToHashSet();

        Assert.All(HelpPages.Commands.SelectMany(ErrorsNamedBy).Distinct(), id => Assert.Contains(id, ids));
    }

    [Fact]
    public void Errors_AllThatThereAre_AreNamedInAPage() =>
        Assert.Empty(new ErrorText(_engine).Ids.Except(HelpPages.Commands.SelectMany(ErrorsNamedBy)));

    [Theory]
    [MemberData(nameof(Commands))]
    public void Errors_OfAPage_AreNamedOnce(string command) =>
        Assert.Empty(ErrorsNamedBy(command).GroupBy(id => id).Where(group => group.Count() > 1).Select(group => group.Key));

    public void Dispose() => _engine.Dispose();

    private static string[] ErrorsNamedBy(string command)
    {
        var section = Regex.Match(HelpPages.Read(command), "^## ERRORS\n.*?(?=^## )", RegexOptions.Singleline | RegexOptions.Multiline).Value;
        return [.. Regex.Matches(section, @"^- `(?<id>\w+)`", RegexOptions.Multiline).Select(match => match.Groups["id"].Value)];
    }

    private CmdletInfo Find(string command) => (CmdletInfo)_engine.RunSingle($"Get-Command {command}").BaseObject;

    private static void CheckOrWrite(string name, string renewed)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 })
            File.WriteAllText(HelpPages.PathOf(name), renewed);
        Assert.True(renewed == HelpPages.Read(name), $"docs/en-US/{name}.md is out of date: set {Variable} to 1, run this test, build, and look at what changed.");
    }
}
