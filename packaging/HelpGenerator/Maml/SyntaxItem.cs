using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SmtpSoar.HelpGenerator.Pages;
using static SmtpSoar.HelpGenerator.Maml.Names;

namespace SmtpSoar.HelpGenerator.Maml;

/// <summary>One way to call a command, from a line such as <c>Get-Thing [-Name] &lt;string&gt; [-Force]</c>.</summary>
internal static partial class SyntaxItem
{
    public static XElement Make(string line, IReadOnlyList<Parameter> parameters)
    {
        var item = new XElement(Command + "syntaxItem", new XElement(Names.Maml + "name", line.Split(' ')[0]));
        var position = 0;
        foreach (Match match in ParameterPattern().Matches(line))
        {
            var isPositional = match.Groups["positional"].Success;
            var required = match.Groups["optional"].Success ? "false" : "true";
            item.Add(ParameterElement.Make(Find(match.Groups["name"].Value, parameters), required, isPositional ? $"{position++}" : "named"));
        }

        return item;
    }

    private static Parameter Find(string name, IReadOnlyList<Parameter> parameters) =>
        parameters.FirstOrDefault(parameter => parameter.Name == name) ?? throw new NotSupportedException($"The syntax names -{name}, which is not among the parameters.");

    // [-Name] <type>: by position. [[-Name] <type>] and [-Name <type>]: optional. -Name <type>: neither.
    [GeneratedRegex(@"(?<= )(?:(?<optional>\[)(?<positional>\[)-(?<name>\w+)\]|(?<positional>\[)-(?<name>\w+)\](?= <)|(?<optional>\[)-(?<name>\w+)|-(?<name>\w+))")]
    private static partial Regex ParameterPattern();
}
