using System.Management.Automation;

namespace SmtpSoar.Binding.Attributes;

/// <summary>Reads a switch that a playbook gives as text: PowerShell would take any text for true, <c>false</c> too.</summary>
internal sealed class FlagAttribute : ArgumentTransformationAttribute
{
    private const int MaxShown = 100;

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = Values.Unwrap(inputData);
        if (value is not string text)
            return value;
        return bool.TryParse(text.Trim(), out var flag)
            ? new SwitchParameter(flag)
            : throw new ArgumentTransformationMetadataException($"'{ShownText.Line(text, MaxShown)}' is neither true nor false.");
    }
}
