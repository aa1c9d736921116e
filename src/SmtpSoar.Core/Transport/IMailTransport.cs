using System;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Transport;

/// <summary>A way to where messages go, which stays open between them.</summary>
internal interface IMailTransport : IMailSender, IDisposable
{
    /// <summary>Gets ready for a message, where that can be done ahead.</summary>
    /// <exception cref="SmtpSoarException">That failed; a message may be tried all the same.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Tells a result by which connection messages go.</summary>
    void Describe(SoarActionResult result);

    /// <summary>Ends politely. Another message begins anew.</summary>
    Task CloseAsync();
}
