using System.Globalization;
using System.Management.Automation;

namespace SmtpSoar.Binding.Attachments;

/// <summary>
/// Takes a vault file that has lost its type, after Select-Object or Import-Clixml, for the vault file that it is: by its path alone
/// nothing would check its content. An object that has a message of its own is none.
/// </summary>
internal static class VaultFileObject
{
    /// <summary>The vault file that an object is or was, or <see langword="null"/> for any other object.</summary>
    public static VaultFile? Find(object? value) => Values.Unwrap(value) switch
    {
        VaultFile file => file,
        PSObject custom when Text(custom, nameof(VaultFile.VaultId)) is { Length: > 0 } id && !HasMessage(custom) => Read(custom, id),
        _ => null,
    };

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
