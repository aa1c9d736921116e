using System;
using System.Collections;
using System.Management.Automation;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Binding;

/// <summary>Refuses an asset that is given and yet is nothing: a variable without a value must not mean the default asset.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AssetGivenAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (Values.Unwrap(arguments) is null or string { Length: 0 } or ICollection { Count: 0 })
            throw new ValidationMetadataException(Texts.AssetEmpty);
    }
}
