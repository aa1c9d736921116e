using System;
using System.Management.Automation;
using System.Security;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Binding.Attributes;

/// <summary>Takes a secure string and nothing else. Windows PowerShell's own error quotes what was given: the secret.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecureStringOnlyAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Values.Unwrap(inputData) is null or SecureString
            ? inputData
            : throw new ArgumentTransformationMetadataException(Texts.SecretIsText);
}
