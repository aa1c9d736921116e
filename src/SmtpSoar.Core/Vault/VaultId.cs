using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Vault;

/// <summary>Reads vault ids.</summary>
internal static class VaultId
{
    /// <summary>The id in lower case without blanks around it, or the error that it is none.</summary>
    internal static string Parse(string? text)
    {
        var id = (text ?? "").Trim();
        return Hex.IsHex(id, 40) ? id.ToLowerInvariant() : throw Errors.VaultIdInvalid.With(SafeText.Of(text));
    }
}
