using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Transport.Retry;
using SmtpSoar.Tests.Delivery.Retry;

namespace SmtpSoar.Tests.Delivery;

/// <summary>Many messages, as a command sends them.</summary>
internal sealed partial class Mailer
{
    public static string Address(int number) => $"u{number}@example.org";

    /// <summary>Lets every wait of a retry be over at once.</summary>
    public SkippingClock SkipWaits()
    {
        var clock = new SkippingClock();
        Options.Retry = new RetryEnvironment(Feedback) { Clock = clock };
        return clock;
    }

    /// <summary>Sends messages to <c>u0</c>, <c>u1</c> ..., and says goodbye.</summary>
    public async Task<IReadOnlyList<MailOutcome>> SendAllAsync(int count, Action<int>? made = null, CancellationToken stop = default)
    {
        var outcomes = new List<MailOutcome>();
        for (var i = 0; i < count; i++)
        {
            made?.Invoke(i);
            await AddAsync(Address(i), stop);
            outcomes.AddRange(TakeAll());
        }

        outcomes.AddRange(await DrainAsync(stop));
        await Service.CloseAsync();
        return outcomes;
    }

    /// <summary>Waits for all that is under way.</summary>
    public async Task<IReadOnlyList<MailOutcome>> DrainAsync(CancellationToken stop = default)
    {
        var outcomes = new List<MailOutcome>();
        while (await Service.NextAsync(stop) is { } outcome)
            outcomes.Add(CheckSecrets(outcome));

        return outcomes;
    }

    public Task AddAsync(int number) => AddAsync(Address(number), CancellationToken.None);

    public Task AddAsync(MailRequest request) => Service.AddAsync(Service.Prepare(request, CancellationToken.None), CancellationToken.None);

    public Task AddAsync(string address, CancellationToken stop) => Service.AddAsync(Service.Prepare(Request(address), stop), stop);

    public IReadOnlyList<MailOutcome> TakeAll()
    {
        var outcomes = new List<MailOutcome>();
        while (Service.TryTake(out var outcome))
            outcomes.Add(CheckSecrets(outcome));
        return outcomes;
    }
}
