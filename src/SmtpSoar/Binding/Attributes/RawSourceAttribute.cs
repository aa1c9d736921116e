using System.IO;
using SmtpSoar.Binding.Attachments;

namespace SmtpSoar.Binding.Attributes;

/// <summary>
/// Takes a message as a text, as lines of one, or as a file that holds it. A file has the same position as a text, and PowerShell would
/// make a text of it: its path.
/// </summary>
internal sealed class RawSourceAttribute() : TakesAttribute(typeof(string), lines: true)
{
    /// <inheritdoc/>
    public override object? Convert(object? value) => Values.Unwrap(value) is var given and (FileInfo or SoarEmail or SoarEmailAttachment)
        ? given
        : (object?)VaultFileObject.Find(value) ?? base.Convert(value);
}
