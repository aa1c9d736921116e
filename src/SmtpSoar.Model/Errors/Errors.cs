using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace SmtpSoar;

/// <summary>
/// Every error that users can meet, in one place, one file a subject. The name of the field is the error's id.
/// </summary>
public static partial class Errors
{
    /// <summary>All of them, for tests and documentation.</summary>
    public static IReadOnlyList<ErrorDefinition> All { get; } = typeof(Errors)
        .GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
        .Where(field => field.FieldType == typeof(ErrorDefinition))
        .Select(field => (ErrorDefinition)field.GetValue(null)!)
        .OrderBy(definition => definition.Id, System.StringComparer.Ordinal)
        .ToArray();
}
