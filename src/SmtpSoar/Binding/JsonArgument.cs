using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Binding;

/// <summary>Writes what a user gives in place of JSON text as JSON text, which is what SOAR's result has.</summary>
internal static class JsonArgument
{
    // Deeper than anything that a parameter takes. An object that refers to itself ends here.
    private const int MaxDepth = 5;

    /// <summary>
    /// The JSON text that a value is: text, or the lines of a file as Get-Content gives them; otherwise <see langword="null"/>.
    /// </summary>
    /// <param name="value">The value without its wrapper.</param>
    public static string? Given(object? value)
    {
        if (value is string text)
            return text;
        var lines = Values.Items(value)?.Select(Values.Unwrap).ToList();
        return lines is { Count: > 0 } && lines.TrueForAll(line => line is string) && BeginsJson(lines) ? string.Join("\n", lines) : null;
    }

    /// <summary>The text as it was given; a dictionary, an object or a list as JSON text.</summary>
    public static string? Text(object? argument) => Values.Unwrap(argument) switch
    {
        null => null,
        { } value => Given(value) ?? Write(value),
    };

    /// <summary>A value as JSON text.</summary>
    public static string Write(object value) => ParameterJson.Write(Plain(value, 0));

    private static bool BeginsJson(IEnumerable<object?> lines) =>
        lines.Cast<string>().Select(line => line.TrimStart('\uFEFF', ' ', '\t')).FirstOrDefault(line => line.Length > 0)
            is ['[' or '{', ..];

    // The core knows no PSObject.
    private static object? Plain(object? wrapped, int depth)
    {
        var value = Values.Unwrap(wrapped);
        if (value is null or string or bool || Values.IsNumber(value))
            return value;
        if (depth == MaxDepth)
            return value.GetType().Name;
        if (Values.Members(value) is { } members)
            return members.Select(member => new KeyValuePair<string, object?>(member.Key, Plain(member.Value, depth + 1))).ToList();
        return Values.Items(value) is { } items ? items.Select(item => Plain(item, depth + 1)).ToList() : Values.Text(value);
    }
}
