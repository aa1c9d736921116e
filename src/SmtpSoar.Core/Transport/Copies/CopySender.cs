using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Transport.Copies;

/// <summary>Sends a message and its copies, each in a transaction of its own, and tells of all of them in one receipt.</summary>
/// <remarks>
/// It is one mail to the user. The first message decides whether it was sent: a failure that is not about its recipients alone ends it, so
/// that the whole mail can be sent again. Behind that, a copy that fails is told as a recipient who was refused.
/// </remarks>
/// <param name="ways">The way of the message, and that of each copy.</param>
internal sealed class CopySender(IReadOnlyList<IMailSender> ways) : IMailSender
{
    public async Task<DeliveryReceipt> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var parts = PartsOf(message);
        for (var i = 0; i < parts.Length; i++)
        {
            if (ways[i] is IAcceptingSender keeper)
                await keeper.AcceptAsync(parts[i], cancellationToken).ConfigureAwait(false);
        }

        var receipts = new CopyReceipts(message.Message);
        for (var i = 0; i < parts.Length && !receipts.IsOver; i++)
            receipts.Add(await ways[i].SendAsync(parts[i], cancellationToken).ConfigureAwait(false), ways[i] is IAcceptingSender);
        return receipts.ToReceipt();
    }

    // Only behind the last one another message follows.
    private static OutboundMessage[] PartsOf(OutboundMessage message)
    {
        var parts = new OutboundMessage[message.Message.Copies.Count + 1];
        for (var i = 0; i < parts.Length; i++)
        {
            var part = i == 0 ? message.Message with { Copies = [] } : message.Message.Copies[i - 1];
            parts[i] = message with { Message = part, Next = i == parts.Length - 1 ? message.Next : null };
        }

        return parts;
    }
}
