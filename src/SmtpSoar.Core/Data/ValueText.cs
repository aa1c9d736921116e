using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Numerics;

namespace SmtpSoar.Core.Data;

/// <summary>Writes values of the data as text: dates in one form, numbers as the culture has them.</summary>
internal static class ValueText
{
    private const int MaxDepth = 4;

    /// <summary>The value as text.</summary>
    /// <param name="value">A value of the data.</param>
    /// <param name="culture">The culture. The invariant one has dates as ISO 8601 does.</param>
    public static string Of(object? value, CultureInfo culture) => Of(value, culture, 0);

    /// <summary>Whether a value is a number.</summary>
    public static bool IsNumber(object? value) =>
        value is BigInteger
        || value is not (null or Enum) && Type.GetTypeCode(value.GetType()) is >= TypeCode.SByte and <= TypeCode.Decimal;

    /// <summary>Whether a value is a date.</summary>
    public static bool IsDate(object? value) => value is DateTime or DateTimeOffset;

    private static string Of(object? value, CultureInfo culture, int depth) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        double or float => Float(Convert.ToDouble(value, CultureInfo.InvariantCulture), culture),
        DateTime time => Date(time, culture),
        DateTimeOffset time => Date(time.DateTime, culture),
        TimeSpan span => span.ToString(span.Days == 0 ? @"hh\:mm\:ss" : @"d\.hh\:mm\:ss", CultureInfo.InvariantCulture),
        ITemplateObject item => item.Text,
        IEnumerable items => depth == MaxDepth ? "..." : List(items, culture, depth),
        IFormattable formattable => formattable.ToString(null, culture),
        _ => value.ToString() ?? "",
    };

    private static string List(IEnumerable items, CultureInfo culture, int depth) =>
        string.Join(", ", items.Cast<object?>().Select(item => Of(item, culture, depth + 1)));

    // As many digits as differ: 0.1 + 0.2 is shown as 0.3.
    private static string Float(double number, CultureInfo culture) => number.ToString("G15", culture);

    private static string Date(DateTime time, CultureInfo culture)
    {
        if (!culture.Equals(CultureInfo.InvariantCulture))
            return time.ToString(time.TimeOfDay == TimeSpan.Zero ? "d" : "g", culture);
        return time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", culture);
    }
}
