using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.Delivery;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.Transport.Retry;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Outbox.Stores;

namespace SmtpSoar.Tests.Outbox.Rules;

/// <summary>The rules of an outbox over a store in memory and a way out without sockets: neither files nor a server.</summary>
public abstract class OutboxRulesTestBase
{
    private readonly FakeTimeProvider _callersClock = new(new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero));

    protected OutboxRulesTestBase()
    {
        Outbox = new MemoryOutbox(Clock);
        Store = new MemoryOutboxStore("memory://rules", Outbox);
        var environment = new RetryEnvironment(Feedback) { Clock = _callersClock, Random = () => 0 };
        Work = new OutboxContext(Store, new SmtpAsset { RetryMaxDelaySec = 60 }, environment);
    }

    /// <summary>The store's clock, which is thirty years ahead of the caller's.</summary>
    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero));

    internal MemoryOutbox Outbox { get; }

    internal MemoryOutboxStore Store { get; }

    internal OutboxContext Work { get; }

    internal ScriptedSender Sender { get; } = new();

    internal RecordingFeedback Feedback { get; } = new();

    /// <summary>Lets the time go by of which the circuit breaker knows.</summary>
    internal void AdvanceCaller(TimeSpan time) => _callersClock.Advance(time);

    internal Task<DeliveryReceipt> SendAsync(params string[] to) =>
        new OutboxTransport(Sender, Work, "send email", claimed: null).SendAsync(new OutboundMessage(Message(to)), default);

    /// <summary>Sends the one message of the outbox once more.</summary>
    internal async Task<DeliveryReceipt> SendAgainAsync(OutboxState from = OutboxState.Waiting)
    {
        var lease = Store.Claim(Outbox.Rows.Single().Id, from)!;
        var transport = new OutboxTransport(Sender, Work, "send email", new OutboxEntryLifecycle(lease));
        return await transport.SendAsync(new OutboundMessage(OutboxMessageReader.Of(lease)), default);
    }

    /// <summary>The one message as it is kept.</summary>
    internal async Task<OutboxEntry> SingleAsync()
    {
        await Store.FlushAsync(default);
        return Store.List(new OutboxQuery()).Single();
    }

    internal IReadOnlyList<OutboxEntry> List() => [.. Store.List(new OutboxQuery())];

    internal static Core.Composition.ComposedMessage Message(string[] to)
    {
        var message = OutboxStoreContractTests.Message("rules");
        return to.Length == 0 ? message : message with { Recipients = [.. to.Select(OutboxStoreContractTests.Recipient)] };
    }
}
