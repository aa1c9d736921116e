using System.Collections;
using System.IO;
using System.Linq;

namespace SmtpSoar.Binding;

/// <summary>Names attachments as SOAR does, by vault id, or by path where there is none.</summary>
internal static class AttachmentNames
{
    /// <summary>
    /// Text as it was given, an object by its vault id or path, a list separated by commas, and <see langword="null"/> for what
    /// can't be attached: the message's error tells of that.
    /// </summary>
    public static string? Of(object? argument)
    {
        var value = Values.Unwrap(argument);
        return value switch
        {
            null => null,
            string text => text,
            VaultFile file => file.VaultId,
            FileSystemInfo file => file.FullName,
            AttachmentReference reference => reference.ToString(),
            IEnumerable items and not IDictionary => OfList(items),
            _ => AttachmentMembers.Find(value, argument)?.ToString(),
        };
    }

    private static string OfList(IEnumerable items) =>
        string.Join(", ", items.Cast<object?>().Select(Of).Where(name => !string.IsNullOrEmpty(name)));
}
