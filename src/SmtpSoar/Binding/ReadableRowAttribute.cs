using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using SmtpSoar.Commands;

namespace SmtpSoar.Binding;

/// <summary>
/// Refuses a row of which a computed property that a parameter is bound to throws. PowerShell asks this attribute before it reads the
/// properties, and goes on with the next row; an exception of a property would end the pipeline.
/// </summary>
internal sealed class ReadableRowAttribute : ArgumentTransformationAttribute
{
    // The view that has a property only where an object or its type was given one: scripts stand nowhere else, and to list all
    // properties of a row takes longer than all other work on it.
    private const string Added = "psextended";

    // The command that has the parameters of all.
    private static readonly Lazy<HashSet<string>> Bound = new(() => new HashSet<string>(
        typeof(ExportSoarEmailCommand).GetProperties().SelectMany(Names), StringComparer.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData is PSObject row && row.Members[Added] is PSMemberSet added)
            foreach (var member in added.Members)
                if (member is PSScriptProperty or PSCodeProperty && Bound.Value.Contains(member.Name))
                    Values.Read((PSPropertyInfo)member);
        return inputData;
    }

    private static IEnumerable<string> Names(PropertyInfo property) =>
        [property.Name, .. property.GetCustomAttributes<AliasAttribute>().SelectMany(alias => alias.AliasNames)];
}
