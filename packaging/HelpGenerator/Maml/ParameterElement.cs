using System;
using System.Xml.Linq;
using SmtpSoar.HelpGenerator.Pages;
using SmtpSoar.HelpGenerator.Text;
using static SmtpSoar.HelpGenerator.Maml.Names;

namespace SmtpSoar.HelpGenerator.Maml;

/// <summary>A parameter in MAML.</summary>
internal static class ParameterElement
{
    private const string Switch = "SwitchParameter";
    private const string Unknown = "None";

    public static XElement Make(Parameter parameter) => Make(parameter, Fact(parameter, "Required"), Fact(parameter, "Position"));

    /// <summary>The parameter as it is in one parameter set.</summary>
    public static XElement Make(Parameter parameter, string required, string position) => new(
        Command + "parameter",
        new XAttribute("required", required.ToLowerInvariant()),
        new XAttribute("variableLength", Fact(parameter, "Type").EndsWith("[]", StringComparison.Ordinal) ? "true" : "false"),
        new XAttribute("globbing", Fact(parameter, "Accept wildcard characters").ToLowerInvariant()),
        new XAttribute("pipelineInput", Fact(parameter, "Accept pipeline input")),
        new XAttribute("position", position.ToLowerInvariant()),
        new XAttribute("aliases", Fact(parameter, "Aliases")),
        new XElement(Names.Maml + "name", parameter.Name),
        Description(parameter.Description),
        Value(Fact(parameter, "Type")),
        Type(Fact(parameter, "Type")),
        new XElement(Dev + "defaultValue", ScreenText.Value(Fact(parameter, "Default value"))));

    // A switch takes no value, and the syntax is to show none.
    private static XElement? Value(string type) => type == Switch
        ? null
        : new XElement(Command + "parameterValue", new XAttribute("required", "true"), new XAttribute("variableLength", "false"), type);

    // A new parameter has no facts yet: a test writes them, for which the module has to be built first.
    private static string Fact(Parameter parameter, string name) => parameter.Facts.TryGetValue(name, out var value) ? value : Unknown;
}
