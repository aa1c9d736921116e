using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition;

namespace SmtpSoar.Core.Transport.Dispatch;

/// <summary>Shows how far a message is sent, if it is so large that somebody may look.</summary>
internal sealed class ProgressTransport(IMailSender inner, ProgressMeter progress) : IMailSender
{
    private const long LargeSize = 4 * 1024 * 1024;

    public Task DeliverAsync(ComposedMessage message, SoarActionResult result, CancellationToken cancellationToken) =>
        inner.DeliverAsync(message.Image.Size < LargeSize ? message : Metered(message), result, cancellationToken);

    private ComposedMessage Metered(ComposedMessage message)
    {
        var size = message.Image.Size;
        return message with { Image = message.Image.Metered(written => progress.Written(written, size)) };
    }
}
