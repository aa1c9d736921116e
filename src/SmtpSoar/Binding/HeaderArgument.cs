using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Composition.Headers;

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
        if (JsonArgument.Given(value) is { } json)
            return HeaderJson.Read(json);
        var members = Values.Members(value) ?? throw Errors.HeadersInvalid.With($"{Values.Kind(value)} has no names and values");
        return members.SelectMany(member => Values.Flatten(member.Value), (member, item) => Field(member.Key, Values.Unwrap(item)))
            .OfType<HeaderField>()
            .ToList();
    }

    private static HeaderField? Field(string name, object? value)
    {
        if (value is null)
            return null;
        if (Values.Members(value) is not null || !Values.HasText(value))
            throw Errors.HeadersInvalid.With($"the value of '{name}' is {Values.Kind(value)}");
        return new HeaderField(name, Values.Text(value));
    }
}
