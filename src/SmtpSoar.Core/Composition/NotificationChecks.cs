namespace SmtpSoar.Core.Composition;

/// <summary>RFC 3461, section 4.1: NEVER stands alone.</summary>
internal static class NotificationChecks
{
    public static void Check(DeliveryNotification notification)
    {
        var others = notification & ~DeliveryNotification.Never;
        if (others != notification && others != DeliveryNotification.None)
            throw Errors.DeliveryNotificationInvalid.With(others);
    }
}
