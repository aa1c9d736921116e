using System.Text;

namespace SmtpSoar.Core.Vault;

/// <summary>Makes the name to show out of what a file was called.</summary>
internal static class VaultName
{
    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>The last component of a path of any system, or <see langword="null"/> if there is none that could name a file.</summary>
    internal static string? Clean(string? name)
    {
        var trimmed = (name ?? "").Trim().TrimEnd(Separators);
        var last = trimmed.Substring(trimmed.LastIndexOfAny(Separators) + 1).Trim();
        return last is "" or "." or ".." ? null : WellFormed(last);
    }

    /// <summary>The container's id without blanks around it, or <see langword="null"/> if it has none.</summary>
    internal static string? CleanContainer(string? containerId) =>
        string.IsNullOrWhiteSpace(containerId) ? null : WellFormed(containerId!.Trim());

    // Half a surrogate pair, which Windows allows in file names, is nothing that JSON or a mail can carry.
    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
