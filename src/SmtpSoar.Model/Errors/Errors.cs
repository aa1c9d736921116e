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
    // Asked for, not kept: an initializer here would run before those of the other files.
    public static IReadOnlyList<ErrorDefinition> All => typeof(Errors)
        .GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
        .Where(info => info.FieldType == typeof(ErrorDefinition))
        .Select(info => (ErrorDefinition)info.GetValue(null)!)
        .OrderBy(definition => definition.Id, System.StringComparer.Ordinal)
        .ToArray();
}
