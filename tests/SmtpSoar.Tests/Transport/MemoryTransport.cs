using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Tests.Transport;

/// <summary>The other end of a <see cref="MemoryTransport"/>: it keeps messages, and answers as a test wants.</summary>
internal sealed class MemoryPostOffice
{
    private readonly ConcurrentQueue<byte[]> _accepted = new();
    private int _connections;

    /// <summary>Says what becomes of a message, before it is accepted. It may throw, wait, or answer each recipient.</summary>
    public Func<OutboundMessage, DeliveryReceipt, DeliveryReceipt> Answer { get; set; } = (_, receipt) => receipt;

    /// <summary>Says whether a connection can be opened.</summary>
    public Action Open { get; set; } = () => { };

    public IReadOnlyList<byte[]> Accepted => [.. _accepted];

    public int Connections => _connections;

    public void Connect()
    {
        Open();
        Interlocked.Increment(ref _connections);
    }

    public void Keep(byte[] message) => _accepted.Enqueue(message);
}

/// <summary>A transport without a socket, for what is above a transport.</summary>
internal sealed class MemoryTransport(MemoryPostOffice office) : IMailTransport
{
    private static readonly ConnectionInfo Nowhere = new("memory", 1, null, null);
    private static readonly ConnectionInfo Info = Nowhere with { Authentication = "None" };

    private bool _isOpen;

    public ConnectionInfo? Connection => _isOpen ? Info : null;

    public async Task<DeliveryReceipt> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var receipt = new DeliveryReceipt { Attempts = message.Attempts + 1, Recipients = message.Message.ToResults(), Connection = Nowhere };
        var failure = await Failures.OfAsync(async () =>
        {
            await OpenAsync(cancellationToken);
            message.Checkpoint?.Begin(cancellationToken);
            receipt = office.Answer(message, Accept(receipt) with { Connection = Info });
            if (receipt.Failure is { } refused)
                throw refused;
            var bytes = Render(message.Message, cancellationToken);
            message.Checkpoint?.BeforeLastByte();
            office.Keep(bytes);
        });
        if (failure is not null)
            message.Checkpoint?.NotTaken();
        return failure is null ? receipt : receipt with { Failure = failure, Recipients = message.Message.ToResults(), Response = null };
    }

    public Task OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_isOpen)
            office.Connect();
        _isOpen = true;
        return Task.CompletedTask;
    }

    public Task CloseAsync()
    {
        _isOpen = false;
        return Task.CompletedTask;
    }

    public void Dispose() => _isOpen = false;

    private static DeliveryReceipt Accept(DeliveryReceipt receipt)
    {
        foreach (var recipient in receipt.Recipients!)
            recipient.Accepted = true;
        return receipt with { Response = "250 kept" };
    }

    private static byte[] Render(ComposedMessage message, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        message.Image.WriteTo(bytes, cancellationToken);
        return bytes.ToArray();
    }
}

/// <summary>Makes memory transports: all that a new transport needs beside its own class.</summary>
internal sealed class MemoryTransportFactory(MemoryPostOffice office) : ITransportFactory
{
    public bool Handles(SmtpAsset asset) => asset.Server == "memory";

    public TransportTraits TraitsFor(SmtpAsset asset) => new() { MaxConnections = asset.MaxConnections, HasServer = true, HasEnvelope = true };

    public void Check(SmtpAsset asset)
    {
    }

    public IMailTransport Create(TransportContext context) => new MemoryTransport(office);

    public void WarmUp()
    {
    }

    public async Task<DeliveryReceipt> ProbeAsync(
        TransportContext context, ComposedMessage? mail, StepLog steps, CancellationToken cancellationToken)
    {
        using var transport = new MemoryTransport(office);
        await steps.RunAsync("Open", () => OpenAsync(transport, cancellationToken), name => name);
        return mail is null
            ? new DeliveryReceipt { Connection = transport.Connection }
            : await steps.SendTestMailAsync(transport, mail, cancellationToken);
    }

    private static async Task<string> OpenAsync(MemoryTransport transport, CancellationToken cancellationToken)
    {
        await transport.OpenAsync(cancellationToken);
        return "memory";
    }
}
