using System;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Graph;

/// <summary>Takes the content of one attachment.</summary>
internal interface IPartSink
{
    /// <summary>Takes the next bytes.</summary>
    Task WriteAsync(ArraySegment<byte> bytes, CancellationToken cancellationToken);

    /// <summary>There are no more.</summary>
    Task EndAsync(CancellationToken cancellationToken);
}
