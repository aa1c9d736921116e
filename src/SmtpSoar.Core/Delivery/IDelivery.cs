using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition;

namespace SmtpSoar.Core.Delivery;

/// <summary>Takes finished messages to where they go.</summary>
internal interface IDelivery : IDisposable
{
    /// <summary>Delivers a message, and tells the result how it went.</summary>
    /// <exception cref="SmtpSoarException">It was not accepted, or nobody knows.</exception>
    Task DeliverAsync(ComposedMessage message, SoarActionResult result, CancellationToken cancellationToken);

    /// <summary>Gets ready for a message, where that can be done ahead.</summary>
    /// <exception cref="SmtpSoarException">That failed; a message may be tried all the same.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Tells a result by which connection messages go.</summary>
    void Describe(SoarActionResult result);

    /// <summary>Ends politely. Another message begins anew.</summary>
    Task CloseAsync();
}
