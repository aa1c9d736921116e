using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Security;
using SmtpSoar.Core.Data;

namespace SmtpSoar.Binding.Data;

/// <summary>
/// Makes values for templates and tables of PowerShell's objects: the core knows no PSObject, and nothing in it can be run.
/// </summary>
/// <param name="shown">Knows what of an object a table shows.</param>
internal sealed class DataValues(ShownProperties shown)
{
    // A list that contains itself ends here.
    private const int MaxDepth = 8;

    /// <summary>The value: text, a Boolean, a number, a date, a list, or an object whose values are read when they are asked for.</summary>
    public object? Of(object? value) => Of(value, 0);

    /// <summary>The names and values of a hashtable or an object, for a template; anything else has the name <c>data</c>.</summary>
    /// <exception cref="SmtpSoarException">It is a value without a name.</exception>
    public ITemplateObject Root(object? data) => Of(data) switch
    {
        ITemplateObject item => new RootData(item),
        IReadOnlyList<object?> list => new NamedValues([new(RootData.Name, list)]),
        _ => throw Errors.TemplateDataMissing.With(data is null ? "empty" : Values.Kind(Values.Unwrap(data)!)),
    };

    private object? Of(object? value, int depth)
    {
        if (Values.Unwrap(value) is not { } inner || inner is DBNull)
            return null;
        if (inner is string or bool or DateTime or DateTimeOffset or TimeSpan || Values.IsNumber(inner))
            return inner;
        if (IsPlain(inner))
            return Values.Text(inner);
        if (inner is not IDictionary && LanguagePrimitives.GetEnumerable(inner) is { } items)
            return depth == MaxDepth ? "..." : items.Cast<object?>().Select(item => Of(item, depth + 1)).ToList();
        return new DataObject(value as PSObject ?? PSObject.AsPSObject(inner), this, shown);
    }

    private static bool IsPlain(object value) =>
        value is Enum or char or Guid or Type or ScriptBlock or Delegate or SecureString or IntPtr or UIntPtr;
}
