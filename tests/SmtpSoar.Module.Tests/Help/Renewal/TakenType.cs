using System;
using System.Management.Automation;
using System.Reflection;

namespace SmtpSoar.Module.Tests.Help.Renewal;

/// <summary>
/// The type of a parameter's values, where the property has another one because the parameter takes a script block too: PowerShell leaves a
/// script block to a property of the type object, and runs it for one of the type PSObject.
/// </summary>
internal static class TakenType
{
    private const string Piped = "InputObject";

    public static Type? Of(CmdletInfo command, string parameter)
    {
        var property = command.ImplementingType.GetProperty(parameter);
        if (property?.PropertyType == typeof(PSObject) && parameter != Piped)
            return typeof(object);
        var taken = property?.PropertyType == typeof(object) ? property.GetCustomAttribute<ArgumentTransformationAttribute>() : null;
        return taken?.GetType().GetProperty("Type")?.GetValue(taken) as Type;
    }

    /// <summary>The type as PowerShell's syntax writes it.</summary>
    public static string Name(Type type) => type == typeof(string) ? "string" : type == typeof(string[]) ? "string[]" : type.Name;
}
