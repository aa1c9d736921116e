using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Numerics;
using Fluid.Values;
using SmtpSoar.Core.Data;

namespace SmtpSoar.Core.Templates.Liquid.Model;

/// <summary>Makes Liquid's values of those of the data, and back.</summary>
internal static class ModelValues
{
    private static readonly BigInteger MaxNumber = new(decimal.MaxValue);

    /// <summary>The value as Liquid sees it.</summary>
    public static FluidValue Of(object? value) => value switch
    {
        null => NilValue.Instance,
        FluidValue already => already,
        string text => StringValue.Create(text),
        bool flag => BooleanValue.Create(flag),
        DateTime time => new DateTimeValue(Local(time)),
        DateTimeOffset time => new DateTimeValue(time),
        ITemplateObject item => new ModelObject(item),
        _ when ValueText.IsNumber(value) => Number(value),
        IEnumerable items => new ArrayValue(items.Cast<object?>().Select(Of).ToList()),
        _ => StringValue.Create(ValueText.Of(value, CultureInfo.InvariantCulture)),
    };

    /// <summary>The value as the data had it, as far as Liquid kept that.</summary>
    public static object? Plain(FluidValue value) => value switch
    {
        ModelObject model => model.Item,
        ArrayValue array => array.Values.Select(Plain).ToList(),
        DateTimeValue date => date.ToObjectValue(),
        _ when value.IsNil() => null,
        _ => value.Type switch
        {
            FluidValues.Boolean => value.ToBooleanValue(),
            FluidValues.Number => value.ToNumberValue(),
            _ => value.ToStringValue(),
        },
    };

    // A time without a zone is this machine's, except for those near the ends of the calendar, which no zone may move.
    private static DateTimeOffset Local(DateTime time) =>
        time.Year is > 1 and < 9999 ? new DateTimeOffset(time) : new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    // Liquid's numbers are decimal: a larger one is text.
    private static FluidValue Number(object value) => value switch
    {
        BigInteger big when BigInteger.Abs(big) > MaxNumber => Text(value),
        BigInteger big => NumberValue.Create((decimal)big),
        float or double when !IsDecimal(Convert.ToDouble(value, CultureInfo.InvariantCulture)) => Text(value),
        _ => NumberValue.Create(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
    };

    private static bool IsDecimal(double number) => Math.Abs(number) < (double)decimal.MaxValue;

    private static StringValue Text(object value) => new(ValueText.Of(value, CultureInfo.InvariantCulture));
}
