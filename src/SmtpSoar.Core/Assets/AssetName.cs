using System.Linq;
using System.Text;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Assets;

/// <summary>The name of a registered asset: fit for completion and for wildcards, the same in any case.</summary>
internal static class AssetName
{
    private const int MaxLength = 64;

    /// <summary>The name without blanks around it, or the error that says why it is none.</summary>
    internal static string Check(string name)
    {
        var clean = Clean(name);
        return Fault(clean) is { } fault ? throw Errors.AssetNameInvalid.With(SafeText.Of(name), fault) : clean;
    }

    /// <summary>The name in the form that is compared, or <see langword="null"/> if it can't be one.</summary>
    internal static string? TryFold(string name) => Fault(Clean(name)) is null ? Fold(Clean(name)) : null;

    internal static string Fold(string name) => name.ToLowerInvariant();

    // Composed, so that it does not matter on which system an accent was typed.
    private static string Clean(string name) => (IsWellFormed(name) ? name.Normalize(NormalizationForm.FormC) : name).Trim();

    private static string? Fault(string name)
    {
        if (name.Length is 0 or > MaxLength)
            return name.Length == 0 ? "it is empty" : $"it has more than {MaxLength} characters";
        return name.All(IsAllowed) ? null : "it has a character that names don't have";
    }

    private static bool IsAllowed(char character) => char.IsLetterOrDigit(character) || character is '-' or '_' or '.' or ' ';

    // Half a surrogate pair can't be normalized.
    private static bool IsWellFormed(string name) => !name.Any(char.IsSurrogate);
}
