using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Text.RegularExpressions;

namespace SmtpSoar.Module.Tests.Help.Renewal;

/// <summary>The ways to call a command.</summary>
internal static class CommandSyntax
{
    private const int Width = 100;

    public static string Markdown(CmdletInfo command)
    {
        var text = new StringBuilder();
        foreach (var set in command.ParameterSets)
        {
            if (command.ParameterSets.Count > 1)
                text.Append("### ").Append(set.Name).Append(set.IsDefault ? " (default)\n\n" : "\n\n");
            text.Append("```text\n").Append(Wrap(Line(command, set))).Append("\n```\n\n");
        }

        return text.ToString();
    }

    /// <summary>The parameters in the order in which the syntax names them: by position, then what has to be given, then the rest, as declared.</summary>
    public static IEnumerable<CommandParameterInfo> Parameters(CommandParameterSetInfo set) => set.Parameters
        .Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name))
        .OrderBy(parameter => parameter.Position < 0 ? int.MaxValue : parameter.Position)
        .ThenBy(parameter => !parameter.IsMandatory);

    private static string Line(CmdletInfo command, CommandParameterSetInfo set) => set.Parameters.Aggregate(
        $"{command.Name} {set}",
        (line, parameter) => TakenType.Of(command, parameter.Name) is { } taken
            ? Regex.Replace(line, $@"(?<=-{parameter.Name}\]? )<(?:Object|psobject)>", $"<{TakenType.Name(taken)}>")
            : line);

    private static string Wrap(string line)
    {
        var (text, column) = (new StringBuilder(), 0);
        // A parameter and its value stay together.
        foreach (var word in line.Replace("> ", ">\n").Replace("] ", "]\n").Replace("]\n<", "] <").Split('\n'))
        {
            if (column > 0 && column + 1 + word.Length > Width)
                (text, column) = (text.Append("\n   "), 3);
            text.Append(column > 0 ? " " : "").Append(word);
            column += word.Length + 1;
        }

        return text.ToString();
    }
}
