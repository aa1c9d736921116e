using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace SmtpSoar.Binding.Attachments;

/// <summary>Reads what a dictionary or an object says about an attachment. The one place that knows the names of its members.</summary>
internal static class AttachmentMembers
{
    /// <summary>
    /// The attachment that a value describes, its path as it is written there, or <see langword="null"/> if the value has no members.
    /// </summary>
    /// <param name="value">The value without its wrapper.</param>
    /// <param name="original">The value with its wrapper, which may know a path.</param>
    public static AttachmentReference? Find(object value, object? original)
    {
        if (Values.Members(value) is not { } members)
            return null;
        var reference = new AttachmentReference
        {
            VaultId = Member(members, "VaultId", "vault_id"),
            Name = Member(members, "Name", "name"),
            ContentType = Member(members, "ContentType", "content_type"),
            ContentId = Member(members, "ContentId", "content_id"),
        };
        if (reference.VaultId is null)
            reference.Path = Member(members, "Path", "FullName", "PSPath") ?? PathOf(original);
        return reference;
    }

    private static string? PathOf(object? original) => original is PSObject wrapped ? wrapped.Properties["PSPath"]?.Value as string : null;

    private static string? Member(IEnumerable<KeyValuePair<string, object?>> members, params string[] names)
    {
        foreach (var name in names)
        {
            var member = members.FirstOrDefault(item => item.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (member.Value is not null && Values.Text(member.Value) is { Length: > 0 } text && !string.IsNullOrWhiteSpace(text))
                return text.Trim();
        }

        return null;
    }
}
