using System;
using System.Management.Automation;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Binding.Attributes;

/// <summary>Refuses an asset that is given and yet is nothing: a variable without a value must not mean the default asset.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AssetGivenAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (Values.Unwrap(arguments) is null)
            throw new ValidationMetadataException(Texts.AssetEmpty);
    }
}
