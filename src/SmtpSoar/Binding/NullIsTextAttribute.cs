using System.Management.Automation;

namespace SmtpSoar.Binding;

/// <summary>Takes null for empty text. PowerShell would try it at the same position as a file otherwise.</summary>
internal sealed class NullIsTextAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => inputData ?? "";
}
