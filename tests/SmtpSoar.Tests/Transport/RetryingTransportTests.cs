using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.Transport.Retry;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Delivery.Retry;
using Xunit;

namespace SmtpSoar.Tests.Transport;

/// <summary>The rules of retrying, over a transport without a socket.</summary>
public sealed class RetryingTransportTests
{
    private readonly MemoryPostOffice _office = new();
    private readonly SkippingClock _clock = new();
    private readonly RecordingFeedback _feedback = new();
    private readonly SmtpAsset _asset = new()
    {
        Server = "memory",
        SenderAddress = "from@example.org",
        RetryCount = 3,
        RetryDelaySec = 10,
        RetryMaxDelaySec = 1000,
        RetryTimeoutSec = 10_000,
    };

    private int _tries;

    [Fact]
    public async Task Failure_ForNow_IsTriedAgainWithLongerWaits()
    {
        FailTimes(3, Later);

        var receipt = await SendAsync();

        Assert.Null(receipt.Failure);
        Assert.Equal(4, receipt.Attempts);
        Assert.Equal([10, 20, 40], _clock.Waits.Select(wait => wait.TotalSeconds));
        Assert.Single(_office.Accepted);
    }

    [Fact]
    public async Task Failure_WithTheServersOwnTime_IsWaitedForThatLongWhateverTheCeiling()
    {
        FailTimes(1, () => Errors.ApiThrottled.With("memory", "slowly").Pausing(TimeSpan.FromSeconds(2000)));

        var receipt = await SendAsync();

        Assert.Equal(2, receipt.Attempts);
        Assert.Equal(2000, _clock.Waits.First().TotalSeconds);
    }

    [Fact]
    public async Task Failure_WithATimeBeyondAllTries_IsNotTriedAgain()
    {
        FailTimes(1, () => Errors.ApiThrottled.With("memory", "slowly").Pausing(TimeSpan.FromSeconds(10_001)));

        Assert.Equal(1, (await SendAsync()).Attempts);
    }

    [Fact]
    public async Task RateLimiter_Paused_HoldsEverySender()
    {
        var limiter = new RateLimiter(_asset, _clock);
        limiter.Pause(TimeSpan.FromSeconds(30));

        Assert.True(limiter.IsHolding);
        await limiter.WaitAsync(new WaitSign(_feedback, "memory", _clock), CancellationToken.None);

        Assert.Contains(TimeSpan.FromSeconds(30), _clock.Waits);
    }

    [Fact]
    public async Task Failure_ForNowOverAllTries_TellsHowOften()
    {
        FailTimes(int.MaxValue, Later);

        var receipt = await SendAsync();

        Assert.Equal(4, receipt.Attempts);
        Assert.Equal(4, _tries);
        Assert.Contains("4 times", receipt.Failure!.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_ForGood_IsNotTriedAgain()
    {
        FailTimes(int.MaxValue, () => Refused("554 5.7.1 no"));

        var receipt = await SendAsync();

        Assert.Equal(1, _tries);
        Assert.Empty(_clock.Waits);
        Assert.Equal("MessageRefused", receipt.Failure?.ErrorId);
    }

    [Fact]
    public async Task Outcome_Unknown_IsNotTriedAgain()
    {
        FailTimes(int.MaxValue, () => Errors.OutcomeUnknown.With("memory", "all"));

        Assert.Equal("OutcomeUnknown", (await SendAsync()).Failure?.ErrorId);

        Assert.Equal(1, _tries);
    }

    [Fact]
    public async Task Throttling_WaitsLongerAndSlowsTheServerDown()
    {
        FailTimes(1, () => Refused("432 4.3.2 slowly"));
        var state = State();

        Assert.Null((await SendAsync(state)).Failure);

        Assert.Equal(50, _clock.Waits.First().TotalSeconds);
        Assert.True(state.RateLimiter.IsHolding);
    }

    [Fact]
    public async Task Tries_EndWithTheTimeForAll()
    {
        _asset.RetryTimeoutSec = 25;
        FailTimes(int.MaxValue, Later);

        var receipt = await SendAsync();

        Assert.Equal(3, receipt.Attempts);
        Assert.Equal([10, 15], _clock.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task Absence_BeforeTheServerAnswered_IsNotTriedAgain()
    {
        FailTimes(1, () => Errors.ConnectionTimeout.With("memory", 1, 10));

        Assert.NotNull((await SendAsync()).Failure);

        Assert.Equal(1, _tries);
    }

    [Fact]
    public async Task Recipient_DeferredWhileOthersWereTaken_GetsItLaterAlone()
    {
        var asked = new List<int>();
        _office.Answer = (message, receipt) =>
        {
            asked.Add(message.Message.Recipients.Count);
            return ++_tries == 1 ? Defer(receipt, 1) : receipt;
        };

        var receipt = await SendAsync(State(), "a@example.org", "b@example.org", "c@example.org");

        Assert.Null(receipt.Failure);
        Assert.Equal([3, 1], asked);
        Assert.All(receipt.Recipients!, recipient => Assert.True(recipient.Accepted));
        Assert.Equal(2, receipt.Attempts);
    }

    [Fact]
    public async Task Recipient_DeferredWithAnOutbox_IsLeftToIt()
    {
        _office.Answer = (_, receipt) => Defer(receipt, 0);

        var receipt = await SendAsync(State(), new CheckpointRecorder(), "a@example.org", "b@example.org");

        Assert.Null(receipt.Failure);
        Assert.Equal(1, receipt.Attempts);
        Assert.Equal([false, true], receipt.Recipients!.Select(recipient => recipient.Accepted == true));
    }

    [Fact]
    public async Task Wait_Stopped_IsAFailureAndNoException()
    {
        using var stop = new CancellationTokenSource();
        _feedback.OnVerbose = _ => stop.Cancel();
        FailTimes(int.MaxValue, Later);
        using var transport = Create(State());

        var receipt = await transport.SendAsync(new OutboundMessage(Compose("to@example.org")), stop.Token);

        Assert.Equal("Stopped", receipt.Failure?.ErrorId);
        Assert.Equal(1, _tries);
    }

    [Fact]
    public async Task Receipt_OfATryThatFoundNobody_KeepsTheConnectionOfTheTryBefore()
    {
        _asset.RetryCount = 1;
        using var transport = Create(State());
        FailTimes(1, () =>
        {
            _office.Open = () => throw Errors.ConnectionRefused.With("memory", 1, "nobody listens");
            transport.CloseAsync().GetAwaiter().GetResult();
            return Later();
        });

        var receipt = await transport.SendAsync(new OutboundMessage(Compose("to@example.org")), CancellationToken.None);

        Assert.Equal("ConnectionRefused", receipt.Failure?.ErrorId);
        Assert.Equal("None", receipt.Connection?.Authentication);
    }

    private static SmtpSoarException Later() => Refused("451 4.3.0 later");

    private static SmtpSoarException Refused(string reply)
    {
        var words = reply.Split(' ', 3);
        return Errors.MessageRefused.With("memory", reply).After(new SmtpReply(int.Parse(words[0], CultureInfo.InvariantCulture), words[1], words[2]), null);
    }

    private static DeliveryReceipt Defer(DeliveryReceipt receipt, int index)
    {
        var recipient = receipt.Recipients![index];
        (recipient.Accepted, recipient.StatusCode, recipient.Text) = (false, 450, "later");
        return receipt;
    }

    private void FailTimes(int times, Func<SmtpSoarException> failure) =>
        _office.Answer = (_, receipt) => _tries++ < times ? receipt with { Failure = failure() } : receipt;

    private SharedServerState State() => new(_asset, _clock);

    private Task<DeliveryReceipt> SendAsync() => SendAsync(State());

    private Task<DeliveryReceipt> SendAsync(SharedServerState state, params string[] to) => SendAsync(state, null, to);

    private async Task<DeliveryReceipt> SendAsync(SharedServerState state, IDeliveryCheckpoint? checkpoint, params string[] to)
    {
        using var transport = Create(state);
        return await transport.SendAsync(new OutboundMessage(Compose(to), checkpoint), CancellationToken.None);
    }

    private RetryingTransport Create(SharedServerState state)
    {
        var environment = new RetryEnvironment(_feedback) { Clock = _clock, Random = () => 0.5 };
        var sign = new WaitSign(_feedback, "memory", TimeProvider.System);
        return new RetryingTransport(new MemoryTransport(_office), RetrySettings.Of(_asset), state, environment, sign);
    }

    private ComposedMessage Compose(params string[] to)
    {
        using var service = new MailService(new MailServiceOptions(_asset, _feedback));
        return service.Prepare(Mailer.Request(to), CancellationToken.None).Message!;
    }
}
