using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using SmtpSoar.Module.Tests.Import;

namespace SmtpSoar.Module.Tests.Help.Renewal;

/// <summary>What a command's metadata says of a parameter, as it stands below the parameter's text.</summary>
internal sealed class ParameterFacts(CmdletInfo command, ParameterMetadata parameter)
{
    private const string AllSets = "__AllParameterSets";
    private const string None = "None";

    private readonly ParameterSetMetadata _set = parameter.ParameterSets.Values.First();
    private readonly PropertyInfo? _property = command.ImplementingType.GetProperty(parameter.Name);

    private Type ValueType => TakenType.Of(command, parameter.Name) ?? parameter.ParameterType;

    /// <param name="written">The default value that the page names, which counts where the parameter has none of its own.</param>
    public string Yaml(string? written) => string.Join("\n", new[]
    {
        "```yaml",
        $"Type: {TypeName()}",
        $"Parameter sets: {(parameter.ParameterSets.ContainsKey(AllSets) ? "(All)" : string.Join(", ", parameter.ParameterSets.Keys.Order(StringComparer.Ordinal)))}",
        $"Aliases: {Or(string.Join(", ", parameter.Aliases.Order(StringComparer.Ordinal)))}",
        Choices is { IsEnum: true } choices ? $"Accepted values: {string.Join(", ", Enum.GetNames(choices))}" : null,
        $"Required: {_set.IsMandatory}",
        $"Position: {(_set.Position == int.MinValue ? "Named" : _set.Position.ToString(CultureInfo.InvariantCulture))}",
        $"Default value: {DefaultValue() ?? Or(written)}",
        $"Accept pipeline input: {Pipeline()}",
        $"Accept wildcard characters: {_property?.GetCustomAttribute<SupportsWildcardsAttribute>() is not null}",
        "```",
    }.Where(line => line is not null));

    // A setting that may be left out has a choice all the same.
    private Type Choices => Nullable.GetUnderlyingType(ValueType) ?? ValueType;

    private static string Or(string? text) => string.IsNullOrEmpty(text) ? None : text;

    // As the syntax writes it, which is how people write it.
    private string TypeName()
    {
        if (TakenType.Of(command, parameter.Name) is { } taken)
            return TakenType.Name(taken);
        var syntax = command.ParameterSets.First(set => set.Parameters.Any(candidate => candidate.Name == parameter.Name)).ToString();
        var type = Regex.Match(syntax, $@"-{parameter.Name}\]? <(?<type>[^>]+)>").Groups["type"];
        return type.Success ? type.Value : nameof(SwitchParameter);
    }

    private string Pipeline()
    {
        var ways = parameter.ParameterSets.Values.SelectMany(set => new[] { set.ValueFromPipeline ? "ByValue" : null, set.ValueFromPipelineByPropertyName ? "ByPropertyName" : null });
        if (RowValues.Has(command, parameter.Name))
            ways = ways.Append("ByPropertyName");
        var list = string.Join(", ", ways.OfType<string>().Distinct());
        return list.Length == 0 ? "False" : $"True ({list})";
    }

    private string? DefaultValue() => _property?.GetValue(Activator.CreateInstance(command.ImplementingType)) switch
    {
        null or "" => parameter.ParameterType == typeof(SwitchParameter) ? "False" : null,
        SwitchParameter given => given.IsPresent.ToString(),
        string text => text,
        IEnumerable items => string.Join(", ", items.Cast<object>()) is { Length: > 0 } list ? list : null,
        { } value => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
