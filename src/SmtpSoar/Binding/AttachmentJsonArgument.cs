using System.Collections;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Attachments;

namespace SmtpSoar.Binding;

/// <summary>Makes attachments of what a user gives for <c>-AttachmentJson</c>: JSON text, or the list as objects.</summary>
internal sealed class AttachmentJsonArgument(AttachmentArgument attachments)
{
    /// <summary>The attachments in order.</summary>
    /// <exception cref="SmtpSoarException">It is no list of attachments.</exception>
    public IEnumerable<AttachmentReference> Read(object? argument) => Values.Unwrap(argument) switch
    {
        null => [],
        string json => AttachmentJson.Read(json),
        object[] items when items.Length > 0 && items.All(item => item is string) => AttachmentJson.Read(string.Join("\n", items)),
        IEnumerable items and not IDictionary => items.Cast<object?>().Select(Values.Unwrap).OfType<object>().Select(item => attachments.OfMembers(item, item)),
        { } single => [attachments.OfMembers(single, single)],
    };
}
