using System;
using System.Globalization;

namespace SmtpSoar.Core.Text;

/// <summary>Reads numbers, whatever type or text they come as.</summary>
internal static class Number
{
    /// <summary>A whole number, or <see langword="null"/> if it is none or too large.</summary>
    internal static int? ToInteger(object? value)
    {
        var number = value is string text ? Parse(text) : ToDecimal(value);
        return number is >= int.MinValue and <= int.MaxValue && decimal.Truncate(number.Value) == number ? (int)number : null;
    }

    /// <summary>A number of any numeric type. Neither text nor a Boolean is one.</summary>
    internal static decimal? ToDecimal(object? value)
    {
        if (value is not (byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal))
            return null;
        try
        {
            return Convert.ToDecimal(value, CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>Whether a number is a TCP port that a server can have.</summary>
    internal static bool IsPort(int number) => number is >= 1 and <= 65535;

    internal static string ToText(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private static decimal? Parse(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
