using System.Collections;
using System.Collections.Generic;
using SmtpSoar.Core.Composition;

namespace SmtpSoar.Binding;

/// <summary>Makes header fields of what a user gives for <c>-Headers</c>: a dictionary, an object, or JSON text.</summary>
internal static class HeaderArgument
{
    /// <summary>The fields in order.</summary>
    /// <exception cref="SmtpSoarException">They can't be read.</exception>
    public static IReadOnlyList<HeaderField> Read(object? argument)
    {
        var value = Values.Unwrap(argument);
        if (value is null)
            return [];
        if (value is string json)
            return HeaderJson.Read(json);
        var members = Values.Members(value) ?? throw Errors.HeadersInvalid.With($"a {value.GetType().Name} has no names and values");

        var fields = new List<HeaderField>();
        foreach (var member in members)
            Add(fields, member.Key, member.Value);
        return fields;
    }

    private static void Add(List<HeaderField> fields, string name, object? value)
    {
        if (value is null)
            return;
        if (value is not string && value is IEnumerable items and not IDictionary)
        {
            foreach (var item in items)
                Add(fields, name, Values.Unwrap(item));
            return;
        }

        if (Values.Members(value) is not null)
            throw Errors.HeadersInvalid.With($"the value of '{name}' is an object");
        fields.Add(new HeaderField(name, Values.Text(value)));
    }
}
