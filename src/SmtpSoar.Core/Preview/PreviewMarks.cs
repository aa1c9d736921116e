using System.Collections.Generic;
using MimeKit;
using SmtpSoar.Core.Composition.Headers;

namespace SmtpSoar.Core.Preview;

/// <summary>The wishes of a message that its readers' programs act on: how urgent it is, and who wants a receipt.</summary>
internal static class PreviewMarks
{
    /// <summary>The marks, in words; none for an ordinary message.</summary>
    public static IReadOnlyList<string> Of(MimeMessage header, DeliveryNotification notification)
    {
        var marks = new List<string>();
        if (Priority(header) is { } priority)
            marks.Add(priority);
        if (header.Headers[HeaderFields.ReadReceipt] is { Length: > 0 } address)
            marks.Add($"Read receipt to {address}");
        if (notification != DeliveryNotification.None)
            marks.Add($"Delivery notification: {notification}");
        return marks;
    }

    // Programs look at different ones of the three fields.
    private static string? Priority(MimeMessage header)
    {
        if (header.Importance == MessageImportance.High
            || header.Priority == MessagePriority.Urgent
            || header.XPriority is XMessagePriority.Highest or XMessagePriority.High)
            return "High priority";
        return header.Importance == MessageImportance.Low
            || header.Priority == MessagePriority.NonUrgent
            || header.XPriority is XMessagePriority.Low or XMessagePriority.Lowest
            ? "Low priority"
            : null;
    }
}
