using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition;

namespace SmtpSoar.Core.Transport;

/// <summary>Takes a finished message to where it goes.</summary>
internal interface IMailSender
{
    /// <summary>Delivers a message, and tells the result how it went.</summary>
    /// <exception cref="SmtpSoarException">It was not accepted, or nobody knows.</exception>
    Task DeliverAsync(ComposedMessage message, SoarActionResult result, CancellationToken cancellationToken);
}
