using System;
using System.IO;
using System.Linq;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Binding.Attributes;

/// <summary>
/// Takes a file for the path of a message. PowerShell would make text of it, which need not be its full path. A vault file is
/// refused: by its path alone nothing would check its content.
/// </summary>
internal sealed class MessagePathAttribute(Type type) : TakesAttribute(type)
{
    /// <inheritdoc/>
    public override object? Convert(object? value) =>
        base.Convert(Values.Items(Values.Unwrap(value)) is { } items ? items.Select(PathOf).ToArray() : PathOf(value));

    private static object? PathOf(object? item) => Values.Unwrap(item) switch
    {
        FileSystemInfo file => file.FullName,
        VaultFile => throw new ArgumentException(Texts.PathIsVaultFile),
        _ => item,
    };
}
