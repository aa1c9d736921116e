using System.IO;
using System.Linq;

namespace SmtpSoar.Binding.Attachments;

/// <summary>Names attachments as SOAR does, by vault id, or by path where there is none.</summary>
internal static class AttachmentNames
{
    /// <summary>
    /// Text as it was given, an object by its vault id or path, a list separated by commas, without what can't be attached: the
    /// message's error tells of that.
    /// </summary>
    public static string? Of(object? argument) =>
        argument is null ? null : string.Join(", ", Values.Flatten(argument).Select(OfOne).Where(name => !string.IsNullOrEmpty(name)));

    private static string? OfOne(object? argument)
    {
        var value = Values.Unwrap(argument);
        return value switch
        {
            null => null,
            string text => text,
            VaultFile file => file.VaultId,
            FileSystemInfo file => file.FullName,
            AttachmentReference reference => reference.ToString(),
            _ => AttachmentMembers.Find(value, argument)?.ToString(),
        };
    }
}
