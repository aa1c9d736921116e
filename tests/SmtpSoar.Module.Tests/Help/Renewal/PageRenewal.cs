using System.Management.Automation;
using System.Text.RegularExpressions;

namespace SmtpSoar.Module.Tests.Help.Renewal;

/// <summary>
/// Writes into a page what a machine knows: the syntax and each parameter's facts, from the command itself; what several
/// pages have in common, from docs/en-US/_shared; the errors' sentences, from where they are said.
/// </summary>
internal sealed partial class PageRenewal(ErrorText errors)
{
    /// <summary>A command's page as it has to be.</summary>
    public string OfCommand(string page, CmdletInfo command)
    {
        var text = SharedBlock().Replace(page, match => $"<!-- shared: {match.Groups["name"].Value} -->\n\n{HelpPages.Shared(match.Groups["name"].Value)}\n\n<!-- end of shared -->");
        text = Syntax().Replace(text, _ => "\n" + CommandSyntax.Markdown(command));
        text = Parameter().Replace(text, match => OfParameter(match, command));
        return ErrorItem().Replace(text, match => errors.Item(match.Groups["id"].Value));
    }

    /// <summary>An about topic as it has to be.</summary>
    public string OfTopic(string page) => ErrorTable().Replace(page, _ => $"<!-- errors -->\n\n{errors.Table()}\n\n<!-- end of errors -->");

    private static string OfParameter(Match match, CmdletInfo command)
    {
        if (!command.Parameters.TryGetValue(match.Groups["name"].Value, out var parameter))
            return match.Value;
        var body = match.Groups["body"].Value;
        var written = DefaultValue().Match(body) is { Success: true } found ? found.Groups["value"].Value : null;
        return $"### -{parameter.Name}\n\n{Facts().Replace(body, "").Trim()}\n\n{new ParameterFacts(command, parameter).Yaml(written)}\n\n";
    }

    [GeneratedRegex(@"<!-- shared: (?<name>\S+) -->.*?<!-- end of shared -->", RegexOptions.Singleline)]
    private static partial Regex SharedBlock();

    [GeneratedRegex(@"(?<=^## SYNTAX\n).*?(?=^## )", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Syntax();

    [GeneratedRegex(@"^### -(?<name>\w+)\n(?<body>.*?)(?=^#{2,3} |^<!-- )", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^```yaml\n.*?^```\n?", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Facts();

    [GeneratedRegex(@"^Default value: (?<value>.+)$", RegexOptions.Multiline)]
    private static partial Regex DefaultValue();

    [GeneratedRegex(@"^- `(?<id>[A-Z]\w+)`(?:: .*)?$", RegexOptions.Multiline)]
    private static partial Regex ErrorItem();

    [GeneratedRegex(@"<!-- errors -->.*?<!-- end of errors -->", RegexOptions.Singleline)]
    private static partial Regex ErrorTable();
}
