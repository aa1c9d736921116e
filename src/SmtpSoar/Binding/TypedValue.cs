using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace SmtpSoar.Binding;

/// <summary>Converts values as PowerShell converts arguments.</summary>
internal static class TypedValue
{
    /// <summary>The value in a type: text, a list of texts, or an enumeration.</summary>
    /// <param name="value">The value, with its wrapper.</param>
    /// <param name="type">The type.</param>
    /// <param name="lines">Whether a list is a text, line by line.</param>
    /// <exception cref="ArgumentException">It does not suit.</exception>
    public static object? Convert(object? value, Type type, bool lines)
    {
        try
        {
            return type == typeof(string) ? Text(value, lines) : type == typeof(string[]) ? Texts(value) : Other(value, type);
        }
        catch (SmtpSoarException cause)
        {
            throw new ArgumentException(cause.Sentence, cause);
        }
        catch (PSInvalidCastException cause)
        {
            throw new ArgumentException(cause.Message, cause);
        }
    }

    private static string Text(object? value, bool lines)
    {
        if (value is string text)
            return text;
        if (Values.Elements(value) is not { } items)
            return Scalar(value);
        if (lines)
            return string.Join("\n", items.Select(Line));
        return items.Take(2).ToList() is [var only] ? Scalar(only) : throw new ArgumentException("It is a list, and one text is needed.");
    }

    // An object without a text of its own is one that was meant to be shown, which Out-String does.
    private static string Line(object? item)
    {
        var value = Values.Unwrap(item);
        return value is null || Values.Members(value) is null && Values.HasText(value)
            ? Scalar(item)
            : throw new ArgumentException(
                $"It is a list that has {Values.Kind(value)} in it, and lines of text are needed. Out-String makes text of objects.");
    }

    private static string[]? Texts(object? value) =>
        value is string text ? [text] : Values.Unwrap(value) is null ? null : Values.Flatten(value).Select(Scalar).ToArray();

    // An empty cell of a table says nothing.
    private static object? Other(object? value, Type type) =>
        Values.Unwrap(value) is null || Values.Unwrap(value) is string text && string.IsNullOrWhiteSpace(text)
            ? null
            : LanguagePrimitives.ConvertTo(value, type, CultureInfo.CurrentCulture);

    private static string Scalar(object? value) => (string)LanguagePrimitives.ConvertTo(value, typeof(string), CultureInfo.CurrentCulture);
}
