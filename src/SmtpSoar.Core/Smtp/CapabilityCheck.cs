using MailKit.Net.Smtp;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Composition.Rendering;

namespace SmtpSoar.Core.Smtp;

/// <summary>Holds a message against what the server offers, before anything of it is sent.</summary>
internal static class CapabilityCheck
{
    public static void Check(
        ComposedMessage message, RenderedMessage image, SmtpCapabilities offered, uint maxSize, string name, bool offersSmtpUtf8)
    {
        if (maxSize > 0 && image.Size > maxSize)
            throw Errors.MessageTooLarge.With(image.Size, name, maxSize);
        if (message.InternationalAddress is { } address && !offersSmtpUtf8)
            throw Errors.SmtpUtf8NotOffered.With(address, name);
        if (message.DeliveryNotification != DeliveryNotification.None && (offered & SmtpCapabilities.Dsn) == 0)
            throw Errors.NotificationNotOffered.With(name);
    }
}
