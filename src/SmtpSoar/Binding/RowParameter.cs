using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using SmtpSoar.Binding.Attributes;

namespace SmtpSoar.Binding;

/// <summary>A parameter whose value may come with each object of the pipeline: from a property of its name, or by a script block.</summary>
internal sealed class RowParameter
{
    private readonly PropertyInfo _property;
    private readonly TakesAttribute? _takes;
    private readonly string[] _names;
    private readonly object? _initial;
    private readonly object? _script;

    public RowParameter(PSCmdlet command, PropertyInfo property)
    {
        _property = property;
        _takes = property.GetCustomAttribute<TakesAttribute>();
        _names = IsNamed(property) ? [property.Name, .. property.GetCustomAttributes<AliasAttribute>().SelectMany(alias => alias.AliasNames)] : [];
        var given = property.GetValue(command);
        if (ScriptArgument.Has(given))
            _script = given;
        else
            _initial = given;
        IsConstant = _initial is not null and not "" || _script is null && command.MyInvocation.BoundParameters.ContainsKey(property.Name);
    }

    /// <summary>Whether a property of an object gives a parameter its value.</summary>
    public static bool IsNamed(PropertyInfo property) =>
        property.GetCustomAttributes<ParameterAttribute>().Any(parameter => parameter is { ValueFromPipelineByPropertyName: true, ValueFromPipeline: false });

    /// <summary>The parameter's name.</summary>
    public string Name => _property.Name;

    /// <summary>Whether the command line has a value that is the same for each object.</summary>
    public bool IsConstant { get; }

    /// <summary>Whether the command line has a script block.</summary>
    public bool IsScript => _script is not null;

    /// <summary>Forgets the value of the object before.</summary>
    public void Reset(PSCmdlet command)
    {
        if (!IsConstant)
            _property.SetValue(command, _initial);
    }

    /// <summary>Takes the value that an object has for the parameter, if it has one.</summary>
    /// <returns>Whether there is a value.</returns>
    /// <exception cref="SmtpSoarException">It can't be read, or does not suit.</exception>
    public bool Bind(PSCmdlet command, PSObject? row)
    {
        if (IsConstant)
            return true;
        if (!TryFind(row, out var value))
            return false;
        _property.SetValue(command, Convert(value));
        return value is not null || !IsScript;
    }

    private bool TryFind(PSObject? row, out object? value)
    {
        value = IsScript ? Evaluate(row) : null;
        return IsScript || row is not null && TryRead(row, out value);
    }

    private bool TryRead(PSObject row, out object? value)
    {
        if (row.BaseObject is IDictionary map)
            return TryEntry(map, out value);
        var property = _names.Select(name => row.Properties[name]).FirstOrDefault(found => found is not null);
        value = property is null ? null : Values.Read(property);
        return property is not null;
    }

    private bool TryEntry(IDictionary map, out object? value)
    {
        var key = map.Keys.Cast<object>().FirstOrDefault(key => _names.Contains(key as string, StringComparer.OrdinalIgnoreCase));
        value = key is null ? null : map[key];
        return key is not null;
    }

    private object? Evaluate(PSObject? row)
    {
        try
        {
            return ScriptArgument.Evaluate(_script, row);
        }
        catch (Exception cause) when (cause is not (PipelineStoppedException or FlowControlException or SmtpSoarException))
        {
            throw Errors.ScriptBlockFailed.Because(cause, Name, cause.Message.TrimEnd('.'));
        }
    }

    private object? Convert(object? value)
    {
        try
        {
            if (_takes is not null)
                return _takes.Convert(value);
            return _property.PropertyType == typeof(object[]) && value is not null ? new[] { value } : value;
        }
        catch (ArgumentException cause)
        {
            throw Errors.PropertyUnsuitable.Because(cause, Name, cause.Message.TrimEnd('.'));
        }
    }
}
