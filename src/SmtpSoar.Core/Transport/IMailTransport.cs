using System;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Transport;

/// <summary>A way out, such as a connection to a server, which stays open between messages.</summary>
/// <remarks>One thread at a time uses it.</remarks>
internal interface IMailTransport : IMailSender, IDisposable
{
    /// <summary>The connection in use, or <see langword="null"/> before the first.</summary>
    ConnectionInfo? Connection { get; }

    /// <summary>Connects ahead of the first message, where the transport has connections.</summary>
    /// <exception cref="SmtpSoarException">That failed. A message may be tried all the same.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Ends politely. Another message begins anew.</summary>
    Task CloseAsync();
}
