using MailKit.Net.Smtp;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Composition.Rendering;

namespace SmtpSoar.Core.Smtp;

/// <summary>Holds a message against what the server offers, before anything of it is sent.</summary>
internal static class CapabilityCheck
{
    public static void Check(ComposedMessage message, RenderedMessage image, SmtpClient server, string name, bool offersSmtpUtf8)
    {
        if (server.MaxSize > 0 && image.Size > server.MaxSize)
            throw Errors.MessageTooLarge.With(image.Size, name, server.MaxSize);
        if (message.InternationalAddress is { } address && !offersSmtpUtf8)
            throw Errors.SmtpUtf8NotOffered.With(address, name);
        if (message.DeliveryNotification != DeliveryNotification.None && (server.Capabilities & SmtpCapabilities.Dsn) == 0)
            throw Errors.NotificationNotOffered.With(name);
    }
}
