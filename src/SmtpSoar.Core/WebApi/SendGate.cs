using System.Threading;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.WebApi;

/// <summary>Keeps account of the one request that sends a message: whether the provider may have all of it.</summary>
/// <param name="checkpoint">Hears of the moment, or is <see langword="null"/> without an outbox.</param>
internal sealed class SendGate(IDeliveryCheckpoint? checkpoint)
{
    /// <summary>Whether the whole request may have arrived.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The request that sends the message is next: not one that only uploads a part of it.</summary>
    public void Begin(CancellationToken cancellationToken) => checkpoint?.Begin(cancellationToken);

    /// <summary>The request goes on with its last byte.</summary>
    public void BeforeLastByte()
    {
        checkpoint?.BeforeLastByte();
        IsWhole = true;
    }

    /// <summary>The provider has surely not taken the message.</summary>
    public void NotTaken()
    {
        IsWhole = false;
        checkpoint?.NotTaken();
    }
}
