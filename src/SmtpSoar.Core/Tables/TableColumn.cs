using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SmtpSoar.Core.Data;

namespace SmtpSoar.Core.Tables;

/// <summary>A column of a table: its heading, its values, and how all of them are written.</summary>
internal sealed class TableColumn
{
    // A longer run of digits, or one that begins with 0, is a name and no number.
    private const int MaxDigits = 15;

    private readonly IReadOnlyList<object?> _values;
    private readonly CultureInfo _culture;
    private readonly bool _hasTimes;

    public TableColumn(string heading, IReadOnlyList<object?> values, CultureInfo culture)
    {
        (Heading, _values, _culture) = (heading, values, culture);
        var known = values.Where(value => value is not (null or "")).ToList();
        IsNumeric = known.Count > 0 && known.TrueForAll(IsNumber);
        IsDates = known.Count > 0 && known.TrueForAll(ValueText.IsDate);
        _hasTimes = IsDates && known.Exists(value => TimeOf(value) != TimeSpan.Zero);
    }

    /// <summary>The heading.</summary>
    public string Heading { get; }

    /// <summary>Whether all of its values are numbers: they are aligned to the right.</summary>
    public bool IsNumeric { get; }

    /// <summary>Whether all of its values are dates: none of them breaks.</summary>
    public bool IsDates { get; }

    /// <summary>A value as text.</summary>
    public string TextOf(int row) => _values[row] switch
    {
        bool flag => flag ? "Yes" : "No",
        var value when ValueText.IsDate(value) => Date(value),
        var value => ValueText.Of(value, _culture),
    };

    private static bool IsNumber(object? value) => ValueText.IsNumber(value) || value is string text && IsNumber(text);

    private static bool IsNumber(string text)
    {
        var digits = text.TrimStart('-');
        return digits.Length is > 0 and <= MaxDigits
            && text.Length - digits.Length <= 1
            && (digits[0] != '0' || digits.Length == 1 || digits[1] is '.' or ',')
            && char.IsDigit(digits[0])
            && char.IsDigit(digits[digits.Length - 1])
            && digits.All(character => character is (>= '0' and <= '9') or '.' or ',');
    }

    // All of a column in one form.
    private string Date(object? value)
    {
        var time = value is DateTimeOffset offset ? offset.DateTime : (DateTime)value!;
        if (!_culture.Equals(CultureInfo.InvariantCulture))
            return time.ToString(_hasTimes || !IsDates ? "g" : "d", _culture);
        return time.ToString(_hasTimes || !IsDates ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd", _culture);
    }

    private static TimeSpan TimeOf(object? value) => value is DateTimeOffset offset ? offset.TimeOfDay : ((DateTime)value!).TimeOfDay;
}
