using System;
using System.Collections;
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
    private readonly string[][] _required;
    private readonly List<RowParameter> _parameters;

    /// <param name="command">The command, with what its command line says.</param>
    /// <param name="required">The parameters that must have a value; of those in one list, one must.</param>
    public RowBinder(PSCmdlet command, params string[][] required)
    {
        _required = required;
        _parameters = command.GetType().GetProperties()
            .Where(property => RowParameter.IsNamed(property)
                || property.GetCustomAttribute<TakesAttribute>() is not null && property.PropertyType == typeof(object))
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
        var map = row?.BaseObject as IDictionary;
        var properties = map is null ? row?.Properties : null;
        foreach (var parameter in _parameters)
        {
            if (parameter.IsConstant)
                continue;
            var fault = Bind(parameter, row, map, properties);
            failure ??= fault;
        }

        return failure ?? Missing();
    }

    // Each object comes here with each parameter: neither a closure nor a query.
    private static SmtpSoarException? Bind(
        RowParameter parameter,
        PSObject? row,
        IDictionary? map,
        PSMemberInfoCollection<PSPropertyInfo>? properties)
    {
        try
        {
            parameter.Reset();
            if (parameter.IsScript)
                parameter.BindScript(row);
            else if (map is not null)
                parameter.BindEntry(map);
            else if (properties is not null)
                parameter.BindProperty(properties);
            return null;
        }
        catch (Exception cause) when (Reading.IsFailure(cause))
        {
            return Reading.ToFailure(cause);
        }
    }

    private SmtpSoarException? Missing()
    {
        foreach (var names in _required)
            if (!HasOneOf(names))
                return Missing(names);
        return null;
    }

    private bool HasOneOf(string[] names)
    {
        foreach (var parameter in _parameters)
            if (parameter.IsBound && Array.IndexOf(names, parameter.Name) >= 0)
                return true;
        return false;
    }

    private SmtpSoarException Missing(string[] names) =>
        _parameters.Exists(parameter => parameter.IsScript && names.Contains(parameter.Name))
            ? Errors.ScriptBlockEmpty.With(names[0])
            : Errors.PropertyMissing.With(names[0]);
}
