using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Tests.Outbox.Rules;

/// <summary>A way out without a socket, which does with each message what a test says.</summary>
internal sealed class ScriptedSender : IMailSender
{
    /// <summary>The messages that arrived, by their recipients.</summary>
    public List<string> Arrived { get; } = [];

    /// <summary>Says what happens to the next message. By default a server takes it.</summary>
    public Func<OutboundMessage, CancellationToken, DeliveryReceipt>? Next { get; set; }

    public Task<DeliveryReceipt> SendAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        Task.FromResult((Next ?? Take)(message, cancellationToken));

    /// <summary>The server takes the message for all recipients.</summary>
    public DeliveryReceipt Take(OutboundMessage message, CancellationToken cancellationToken) => Answer(message, _ => 250);

    /// <summary>The server answers each recipient with a code, and takes the message where one is good.</summary>
    public DeliveryReceipt Answer(OutboundMessage message, Func<string, int> code)
    {
        var results = message.Message.ToResults();
        foreach (var result in results)
            (result.StatusCode, result.Accepted, result.Text) = (code(result.Address), code(result.Address) < 300, "said");
        Commit(message);
        Arrived.Add(string.Join(",", results.Where(result => result.Accepted == true).Select(result => result.Address)));
        return new DeliveryReceipt { Recipients = results, Response = "250 Ok", Attempts = 1 };
    }

    /// <summary>The server refuses the message after its last byte.</summary>
    public static DeliveryReceipt Refuse(OutboundMessage message, SmtpSoarException failure)
    {
        Commit(message);
        message.Checkpoint!.NotTaken();
        return DeliveryReceipt.Failed(failure, attempts: 1);
    }

    /// <summary>Writes the message to its last byte.</summary>
    public static void Commit(OutboundMessage message)
    {
        message.Checkpoint!.Begin(CancellationToken.None);
        message.Message.Image.WriteTo(System.IO.Stream.Null, CancellationToken.None);
        message.Checkpoint.BeforeLastByte();
    }
}
