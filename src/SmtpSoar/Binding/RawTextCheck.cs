using System.IO;
using System.Text.RegularExpressions;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Binding;

/// <summary>Finds what PowerShell made text of, or what was meant as a path, where a message belongs. No message is like it.</summary>
internal static class RawTextCheck
{
    private const int MaxLength = 1024;

    // As a vault file calls itself.
    private static readonly Regex VaultFileText = new(@"\([0-9a-f]{40}\)\z", RegexOptions.CultureInvariant);

    private static readonly char[] Breaks = ['\r', '\n'];

    /// <summary>The error that the text is, or <see langword="null"/>.</summary>
    public static SmtpSoarException? Find(string text, FilePaths paths)
    {
        if (text.Length is 0 or > MaxLength || text.IndexOfAny(Breaks) >= 0)
            return null;
        if (VaultFileText.IsMatch(text))
            return Errors.RawTextIsVaultFile.With(text);
        return IsFile(text, paths) ? Errors.RawTextIsPath.With(text) : null;
    }

    private static bool IsFile(string text, FilePaths paths)
    {
        var found = false;
        return Reading.FailureOf(() => found = File.Exists(paths.Literal(text))) is null && found;
    }
}
