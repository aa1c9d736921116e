using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Transport.Dispatch;

/// <summary>Shows the progress of a message that is so large that a person may look.</summary>
internal sealed class ProgressTransport(IMailSender inner, ProgressMeter progress) : IMailSender
{
    private const long LargeSize = 4 * 1024 * 1024;

    public Task<DeliveryReceipt> SendAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        inner.SendAsync(message.Message.Image.Size < LargeSize ? message : Metered(message), cancellationToken);

    private OutboundMessage Metered(OutboundMessage message)
    {
        var image = message.Message.Image;
        return message with { Message = message.Message with { Image = image.Metered(written => progress.Written(written, image.Size)) } };
    }
}
