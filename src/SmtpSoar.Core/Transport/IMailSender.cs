using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Transport;

/// <summary>Takes finished messages to where they go.</summary>
internal interface IMailSender
{
    /// <summary>Sends a message.</summary>
    /// <returns>The receipt. A failure is in the receipt, and never an exception; so is a stop by the token.</returns>
    Task<DeliveryReceipt> SendAsync(OutboundMessage message, CancellationToken cancellationToken);
}
