using System;
using System.Management.Automation;

namespace SmtpSoar.Binding.Attributes;

/// <summary>
/// Names the type of a parameter that also takes a script block, which runs for each object of the pipeline. PowerShell runs such a script
/// block itself where the property has another type than object, and passes over the object if the script block fails: no result would tell
/// of it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal class TakesAttribute(Type type, bool lines = false) : ArgumentTransformationAttribute
{
    /// <summary>The type of the values.</summary>
    public Type Type { get; } = type;

    /// <summary>Whether a list is a text, line by line.</summary>
    public bool Lines { get; } = lines;

    /// <inheritdoc/>
    public sealed override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        try
        {
            return ScriptArgument.Has(inputData) ? inputData : Convert(inputData);
        }
        catch (ArgumentException unsuitable)
        {
            throw new ArgumentTransformationMetadataException(unsuitable.Message, unsuitable);
        }
    }

    /// <summary>A value in the parameter's type.</summary>
    /// <exception cref="ArgumentException">It does not suit.</exception>
    public virtual object? Convert(object? value) => TypedValue.Convert(value, Type, Lines);
}
