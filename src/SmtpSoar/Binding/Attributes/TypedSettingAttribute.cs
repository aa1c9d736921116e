using System;
using System.Management.Automation;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Binding.Attributes;

/// <summary>
/// Refuses text where PowerShell would not read it as a configuration means it: blank text is a setting that is not given, and
/// <c>true</c> and <c>false</c> are Booleans. The error names <c>Import-SmtpAsset</c>, which reads them so.
/// </summary>
/// <param name="isFlag">Whether the setting is a Boolean, which no text is.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TypedSettingAttribute(bool isFlag = false) : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Values.Unwrap(inputData) is string text && (isFlag || string.IsNullOrWhiteSpace(text))
            ? throw new ArgumentTransformationMetadataException(Texts.SettingIsText)
            : inputData;
}
