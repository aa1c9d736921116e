using SmtpSoar.Binding.Attachments;

namespace SmtpSoar.Binding.Attributes;

/// <summary>Takes a vault file, also one that has lost its type.</summary>
internal sealed class VaultSourceAttribute() : TakesAttribute(typeof(VaultFile))
{
    /// <inheritdoc/>
    public override object? Convert(object? value) => VaultFileObject.Find(value) ?? base.Convert(value);
}
