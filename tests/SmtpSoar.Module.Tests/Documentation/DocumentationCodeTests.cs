using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Documentation;

/// <summary>The pages of the documentation: all PowerShell parses and names what the module has, and links lead somewhere.</summary>
public sealed class DocumentationCodeTests : IDisposable
{
    private readonly Engine _engine = Engine.WithModule();

    public static TheoryData<string> Pages => [.. DocumentationPage.All];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Code_OfAPage_NamesCommandsAndParametersThatExist(string page)
    {
        var known = _engine.Run("Get-Command -Module SmtpSoar").Select(command => (CmdletInfo)command.BaseObject).ToDictionary(command => command.Name);

        foreach (var (command, parameter) in Calls(page))
        {
            Assert.Contains(command, known.Keys);
            Assert.True(parameter is null || Has(known[command], parameter), $"{command} -{parameter}");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_OfAPage_LeadToWhatExists(string page) =>
        Assert.All(new DocumentationPage(page).Links, target => Assert.True(Path.Exists(target), target));

    public void Dispose() => _engine.Dispose();

    private static bool Has(CmdletInfo command, string parameter) =>
        command.Parameters.Values.Any(known => known.Aliases.Prepend(known.Name).Contains(parameter, StringComparer.OrdinalIgnoreCase));

    private static IEnumerable<(string Command, string? Parameter)> Calls(string page) =>
        from code in new DocumentationPage(page).Code
        from call in Parse(code).FindAll(ast => ast is CommandAst, true).Cast<CommandAst>()
        let command = call.GetCommandName() ?? ""
        where command.Contains("-Smtp", StringComparison.Ordinal) || command.Contains("-Soar", StringComparison.Ordinal)
        from parameter in call.CommandElements.OfType<CommandParameterAst>().Select(given => given.ParameterName).DefaultIfEmpty()
        select (command, parameter);

    private static ScriptBlockAst Parse(string code)
    {
        var ast = Parser.ParseInput(code, out _, out var errors);
        Assert.Empty(errors);
        return ast;
    }
}
