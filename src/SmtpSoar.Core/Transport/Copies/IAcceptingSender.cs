using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Transport.Copies;

/// <summary>Keeps a message before it sends it.</summary>
internal interface IAcceptingSender : IMailSender
{
    /// <summary>Keeps the message, which is sent next. A failure is told by <see cref="IMailSender.SendAsync"/>.</summary>
    Task AcceptAsync(OutboundMessage message, CancellationToken cancellationToken);
}
