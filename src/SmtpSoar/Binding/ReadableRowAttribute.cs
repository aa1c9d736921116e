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
    // The command that has the parameters of all.
    private static readonly Lazy<HashSet<string>> Bound = new(() => new HashSet<string>(
        typeof(ExportSoarEmailCommand).GetProperties().SelectMany(Names), StringComparer.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData is PSObject row)
            foreach (var property in row.Properties)
                if (property is PSScriptProperty or PSCodeProperty && Bound.Value.Contains(property.Name))
                    Values.Read(property);
        return inputData;
    }

    private static IEnumerable<string> Names(PropertyInfo property) =>
        [property.Name, .. property.GetCustomAttributes<AliasAttribute>().SelectMany(alias => alias.AliasNames)];
}
