using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using SmtpSoar.Binding.Attributes;

namespace SmtpSoar.Binding;

/// <summary>
/// Gives a command's parameters the values of an object of the pipeline. PowerShell would do it too, but passes over an object of which a
/// property is missing, can't be read or does not suit: here the command hears of it, and the object gets a result.
/// </summary>
internal sealed class RowBinder
{
    private readonly PSCmdlet _command;
    private readonly string[][] _required;
    private readonly List<RowParameter> _parameters;

    /// <param name="command">The command, with what its command line says.</param>
    /// <param name="required">The parameters that must have a value; of those in one list, one must.</param>
    public RowBinder(PSCmdlet command, params string[][] required)
    {
        _command = command;
        _required = required;
        _parameters = command.GetType().GetProperties()
            .Where(property => RowParameter.IsNamed(property) || property.GetCustomAttribute<TakesAttribute>() is not null && property.PropertyType == typeof(object))
            .Select(property => new RowParameter(command, property))
            .ToList();
    }

    /// <summary>The first parameter that is a script block, or <see langword="null"/>.</summary>
    public string? Script => _parameters.Find(parameter => parameter.IsScript)?.Name;

    /// <summary>Binds an object. All that can be bound is, also where something else fails.</summary>
    /// <returns>The first failure, or <see langword="null"/>.</returns>
    public SmtpSoarException? Bind(PSObject? row)
    {
        SmtpSoarException? failure = null;
        var bound = new HashSet<string>(StringComparer.Ordinal);
        foreach (var parameter in _parameters)
        {
            var fault = Bind(parameter, row, bound);
            failure ??= fault;
        }

        return failure ?? Missing(bound);
    }

    private SmtpSoarException? Bind(RowParameter parameter, PSObject? row, HashSet<string> bound) => Reading.FailureOf(() =>
    {
        parameter.Reset(_command);
        if (parameter.Bind(_command, row))
            bound.Add(parameter.Name);
    });

    private SmtpSoarException? Missing(HashSet<string> bound)
    {
        var missing = Array.Find(_required, names => !names.Any(bound.Contains));
        if (missing is null)
            return null;
        return _parameters.Exists(parameter => parameter.IsScript && missing.Contains(parameter.Name))
            ? Errors.ScriptBlockEmpty.With(missing[0])
            : Errors.PropertyMissing.With(missing[0]);
    }
}
