using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SmtpSoar.Module.Tests.Help.Renewal;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Help;

/// <summary>What <c>Get-Help</c> gives for each command, by the engine's own help system.</summary>
public sealed class HelpRenderTests(HelpEngine host) : IClassFixture<HelpEngine>
{
    private const int FewestExamples = 4;

    // Get-Help indents code by four, and a console of 80 columns is not to break it.
    private const int WidestCode = 75;

    // A parameter's description is indented by eight, and the last column stays free.
    private const int WidestText = 71;

    private readonly Engine _engine = host.Engine;

    public static TheoryData<string> Commands => [.. HelpPages.Commands];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_Sections_AreNotEmpty(string command)
    {
        var help = Help(command);

        Assert.NotEqual(command, Text(help["Synopsis"]));
        foreach (var path in new[] { "Synopsis", "description", "inputTypes.inputType", "returnValues.returnValue", "alertSet.alert", "relatedLinks.navigationLink" })
            Assert.All(Members(help, path), member => Assert.NotEmpty(Text(member)));
        foreach (var path in new[] { "inputTypes.inputType", "returnValues.returnValue" })
            Assert.All(Members(help, path), entry => Assert.NotEmpty(Text(Member(entry, "description"))));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_Parameters_AreThoseOfTheCommandAndEachIsDescribed(string command)
    {
        var parameters = Members(Help(command), "parameters.parameter");

        Assert.Equal(ParametersOf(command).Order(StringComparer.Ordinal), parameters.Select(parameter => Text(Member(parameter, "name"))).Order(StringComparer.Ordinal));
        Assert.All(parameters, parameter => Assert.NotEmpty(Text(Member(parameter, "description"))));
        Assert.All(parameters, parameter => Assert.NotEmpty(Text(Member(parameter, "defaultValue"))));
        Assert.All(parameters, parameter => Assert.Matches("^(True|False)", Text(Member(parameter, "pipelineInput"))));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_Examples_AreAtLeastFourWithTitleAndCode(string command)
    {
        var examples = Members(Help(command), "examples.example");

        Assert.True(examples.Count >= FewestExamples, $"{examples.Count} examples");
        Assert.All(examples, example => Assert.NotEmpty(Text(Member(example, "code"))));
        Assert.All(examples.SelectMany(example => Text(Member(example, "code")).Split('\n')), line => Assert.True(line.Length <= WidestCode, line));
        Assert.Equal(examples.Count, examples.Select(example => Text(Member(example, "title"))).Distinct().Count());
        Assert.Equal(examples.Count, HelpFile.Examples.Count(example => example.Command == command));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_Syntax_FitsTheCommand(string command)
    {
        var shown = Members(Help(command), "syntax.syntaxItem").Select(item => string.Join(" ", Items(Member(item, "parameter")).Select(Shape)));

        Assert.Equal(Find(command).ParameterSets.Select(set => string.Join(" ", Declared(set))), shown);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_Text_IsBrokenAtWordsForANarrowConsole(string command)
    {
        var help = Help(command);
        var texts = new[] { "description", "alertSet.alert" }.SelectMany(path => Members(help, path))
            .Concat(Members(help, "parameters.parameter").Select(parameter => Member(parameter, "description")))
            .Concat(Members(help, "examples.example").Select(example => Member(example, "remarks")));

        // A line that is too long is one word.
        Assert.All(texts.SelectMany(text => Text(text).Split('\n')), line => Assert.True(line.Length <= WidestText || !line.Contains(' ', StringComparison.Ordinal), line));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_Links_NameCommandsAndTopicsOfTheModuleAndNoAddress(string command)
    {
        var links = Members(Help(command), "relatedLinks.navigationLink");

        Assert.All(links, link => Assert.Contains(Text(Member(link, "linkText")), HelpPages.Commands.Concat(HelpPages.Topics)));
        Assert.All(links, link => Assert.Empty(Text(Member(link, "uri"))));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_OneParameter_IsShown(string command)
    {
        foreach (var parameter in ParametersOf(command))
            Assert.NotEmpty(Text(Member(_engine.RunSingle($"Get-Help {command} -Parameter {parameter}"), "description")));
    }

    private PSMemberInfoCollection<PSPropertyInfo> Properties(string command) => _engine.RunSingle($"Get-Help {command} -Full").Properties;

    private Dictionary<string, object?> Help(string command) => Properties(command).ToDictionary(property => property.Name, property => (object?)property.Value, StringComparer.OrdinalIgnoreCase);

    private CmdletInfo Find(string command) => (CmdletInfo)_engine.RunSingle($"Get-Command {command}").BaseObject;

    private IEnumerable<string> ParametersOf(string command) => Find(command).ParameterSets.SelectMany(set => set.Parameters).Select(parameter => parameter.Name).Distinct().Except(Cmdlet.CommonParameters);

    private static string Shape(object? parameter) => $"{Text(Member(parameter, "name"))}:{Text(Member(parameter, "required"))}:{Text(Member(parameter, "position"))}";

    private static IEnumerable<string> Declared(CommandParameterSetInfo set) => CommandSyntax.Parameters(set)
        .Select(parameter => $"{parameter.Name}:{(parameter.IsMandatory ? "true" : "false")}:{(parameter.Position < 0 ? "named" : parameter.Position)}");

    private static List<object?> Members(Dictionary<string, object?> help, string path)
    {
        var parts = path.Split('.');
        var found = Items(help.GetValueOrDefault(parts[0])).SelectMany(item => parts.Length > 1 ? Items(Member(item, parts[1])) : [item]).ToList();
        Assert.NotEmpty(found);
        return found;
    }

    private static object? Member(object? item, string name) => PSObject.AsPSObject(item).Properties[name]?.Value;

    private static object?[] Items(object? value) => value switch
    {
        null => [],
        object[] items => items,
        PSObject { BaseObject: object[] items } => items,
        _ => [value],
    };

    private static string Text(object? value) => string.Join("\n", Items(value).Select(item => PSObject.AsPSObject(item).Properties["Text"]?.Value ?? item)).Trim();
}
