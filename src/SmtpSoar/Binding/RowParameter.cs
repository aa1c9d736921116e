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
    private readonly Func<object?> _get;
    private readonly Action<object?> _set;
    private readonly TakesAttribute? _takes;
    private readonly string[] _names;
    private readonly object? _initial;
    private readonly object? _script;

    public RowParameter(PSCmdlet command, PropertyInfo property)
    {
        _property = property;
        (_get, _set) = AccessOf(command, property);
        _takes = property.GetCustomAttribute<TakesAttribute>();
        _names = IsNamed(property)
            ? [property.Name, .. property.GetCustomAttributes<AliasAttribute>().SelectMany(alias => alias.AliasNames)]
            : [];
        var given = _get();
        if (ScriptArgument.Has(given))
            _script = given;
        else
            _initial = given;
        IsConstant = _initial is not null and not "" || _script is null && command.MyInvocation.BoundParameters.ContainsKey(property.Name);
        IsBound = IsConstant;
    }

    /// <summary>Whether a property of an object gives a parameter its value.</summary>
    public static bool IsNamed(PropertyInfo property) => property.IsDefined(typeof(RowValueAttribute), inherit: true);

    /// <summary>The parameter's name.</summary>
    public string Name => _property.Name;

    /// <summary>Whether the command line has a value that is the same for each object.</summary>
    public bool IsConstant { get; }

    /// <summary>Whether the command line has a script block.</summary>
    public bool IsScript => _script is not null;

    /// <summary>Whether there is a value: from the command line, or of the object that was bound last.</summary>
    public bool IsBound { get; private set; }

    /// <summary>Forgets the value of the object before.</summary>
    public void Reset()
    {
        IsBound = false;
        if (!ReferenceEquals(_get(), _initial))
            _set(_initial);
    }

    /// <summary>Takes the value that the script block has for an object.</summary>
    /// <exception cref="SmtpSoarException">The script block fails, or its value does not suit.</exception>
    public void BindScript(PSObject? row)
    {
        var value = Evaluate(row);
        _set(Convert(value));
        IsBound = value is not null;
    }

    /// <summary>Takes the value that a dictionary has for the parameter, if it has one.</summary>
    /// <exception cref="SmtpSoarException">It does not suit.</exception>
    public void BindEntry(IDictionary map)
    {
        foreach (var key in map.Keys)
        {
            if (!IsName(key as string))
                continue;
            Bind(map[key]);
            return;
        }
    }

    /// <summary>Takes the value that an object has for the parameter, if it has one.</summary>
    /// <exception cref="SmtpSoarException">It can't be read, or does not suit.</exception>
    public void BindProperty(PSMemberInfoCollection<PSPropertyInfo> properties)
    {
        foreach (var name in _names)
        {
            if (properties[name] is not { } property)
                continue;
            Bind(Values.Read(property));
            return;
        }
    }

    // Delegates where the property takes any object: reflection would compile code for each property on its second use.
    private static (Func<object?> Get, Action<object?> Set) AccessOf(PSCmdlet command, PropertyInfo property) =>
        property.PropertyType == typeof(object)
            ? ((Func<object?>)Delegate.CreateDelegate(typeof(Func<object>), command, property.GetMethod!),
                (Action<object?>)Delegate.CreateDelegate(typeof(Action<object>), command, property.SetMethod!))
            : (() => property.GetValue(command), value => property.SetValue(command, value));

    private void Bind(object? value)
    {
        _set(Convert(value));
        IsBound = true;
    }

    private bool IsName(string? key)
    {
        foreach (var name in _names)
            if (name.Equals(key, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
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
