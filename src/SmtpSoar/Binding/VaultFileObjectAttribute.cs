using System.Globalization;
using System.Management.Automation;

namespace SmtpSoar.Binding;

/// <summary>
/// Takes a vault file that has lost its type, after Select-Object or Import-Clixml, for the vault file that it is: by its path alone
/// nothing would check its content. An object that has a message of its own is none.
/// </summary>
internal sealed class VaultFileObjectAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Values.Unwrap(inputData) is PSObject custom && Text(custom, nameof(VaultFile.VaultId)) is { Length: > 0 } id && !HasMessage(custom)
            ? Read(custom, id)
            : inputData;

    private static VaultFile Read(PSObject custom, string id) => new()
    {
        VaultId = id,
        Name = Text(custom, nameof(VaultFile.Name)),
        Path = Text(custom, nameof(VaultFile.Path)),
        Size = Number(Text(custom, nameof(VaultFile.Size))),
        Sha256 = Text(custom, nameof(VaultFile.Sha256)),
    };

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static bool HasMessage(PSObject custom) =>
        custom.Properties["RawEmail"] is not null || custom.Properties["raw_email"] is not null;

    private static string Text(PSObject custom, string name) => Values.Text(Values.Unwrap(custom.Properties[name]?.Value)).Trim();
}
