using System;
using System.Globalization;
using System.Management.Automation;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Binding.Attributes;

/// <summary>
/// Reads an age: a number is days, a date is the time since then. PowerShell itself makes ticks of a number, and so would take 30 for
/// next to nothing.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AgeAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = Values.Unwrap(inputData);
        if (value is null)
            return null;
        return Read(value) is { } age && age >= TimeSpan.Zero ? age : throw new ArgumentTransformationMetadataException(Texts.AgeInvalid);
    }

    private static TimeSpan? Read(object value) => value switch
    {
        TimeSpan age => age,
        DateTimeOffset time => DateTimeOffset.Now - time,
        DateTime time => DateTime.UtcNow - time.ToUniversalTime(),
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) => OfDays(days),
        string text => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var age) ? age : null,
        _ => LanguagePrimitives.TryConvertTo(value, out double days) && value is IConvertible and not bool ? OfDays(days) : null,
    };

    private static TimeSpan? OfDays(double days) =>
        days >= 0 && days <= TimeSpan.MaxValue.TotalDays - 1 ? TimeSpan.FromDays(days) : null;
}
