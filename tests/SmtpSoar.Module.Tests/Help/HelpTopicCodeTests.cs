using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Help;

/// <summary>The code in the about topics, which is no whole program: it parses, and it names what the module has.</summary>
public sealed class HelpTopicCodeTests : IDisposable
{
    private readonly Engine _engine = Engine.WithModule();

    public static TheoryData<string> Topics => [.. HelpPages.Topics];

    [Theory]
    [MemberData(nameof(Topics))]
    public void Code_OfATopic_NamesParametersThatExist(string topic)
    {
        var known = _engine.Run("Get-Command -Module SmtpSoar").Select(command => (CmdletInfo)command.BaseObject).ToDictionary(command => command.Name);

        foreach (var (command, parameter) in Calls(topic).Where(call => call.Command.Contains("Smtp", StringComparison.Ordinal) || call.Command.Contains("Soar", StringComparison.Ordinal)))
        {
            Assert.Contains(command, known.Keys);
            Assert.True(parameter is null || known[command].Parameters.ContainsKey(parameter), $"{command} -{parameter}");
        }
    }

    public void Dispose() => _engine.Dispose();

    private static IEnumerable<(string Command, string? Parameter)> Calls(string topic) =>
        from code in Regex.Matches(HelpPages.Read(topic), "^```powershell\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)
        from call in Parse(code.Groups["code"].Value).FindAll(ast => ast is CommandAst, true).Cast<CommandAst>()
        from parameter in call.CommandElements.OfType<CommandParameterAst>().Select(given => given.ParameterName).DefaultIfEmpty()
        select (call.GetCommandName() ?? "", parameter);

    private static ScriptBlockAst Parse(string code)
    {
        var ast = Parser.ParseInput(code, out _, out var errors);
        Assert.Empty(errors);
        return ast;
    }
}
