using System;
using Microsoft.Extensions.Time.Testing;
using SmtpSoar.Core.Transport.Dispatch;
using Xunit;

namespace SmtpSoar.Tests.Delivery.Flow;

/// <summary>When other threads are worth their cost.</summary>
public sealed class BalanceTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ConcurrencyController _concurrency;

    public BalanceTests() => _concurrency = new ConcurrencyController(_clock);

    [Fact]
    public void SlowServer_IsKnownByTheFirstMessage()
    {
        Send(sending: 1000, opening: 50);

        Assert.True(_concurrency.IsServerSlow);
        Assert.True(_concurrency.IsSharingWorthWhile);
        Assert.Equal(100, _concurrency.Opening.TotalMilliseconds);
    }

    [Fact]
    public void FirstMessage_ThatHadToBeCompiled_MakesNoSlowServer()
    {
        Send(sending: 400, opening: 50);
        Assert.False(_concurrency.IsServerSlow);

        Send(sending: 300, opening: 0);
        Assert.True(_concurrency.IsServerSlow);
    }

    [Fact]
    public void SlowLogin_OfAFastServer_MakesNoSlowServer()
    {
        Send(sending: 2, opening: 900);

        Assert.False(_concurrency.IsServerSlow);
        Assert.False(_concurrency.IsSharingWorthWhile);
        Assert.Equal(900, _concurrency.Opening.TotalMilliseconds);
    }

    [Fact]
    public void FastServer_FewMessages_NeedsOneThread()
    {
        Send(sending: 30, opening: 20);
        for (var i = 0; i < 20; i++)
        {
            Assert.False(_concurrency.IsSharingWorthWhile);
            Send(sending: 1, opening: 0);
        }
    }

    [Fact]
    public void SlowServer_SlowerSource_NeedsOneThread()
    {
        for (var i = 0; i < 5; i++)
        {
            Send(sending: 500, opening: 0, making: 3000);
            Assert.False(_concurrency.IsSharingWorthWhile && i > 0);
        }
    }

    private void Send(int sending, int opening, int making = 1)
    {
        _clock.Advance(TimeSpan.FromMilliseconds(making));
        _concurrency.Arrive();
        _concurrency.Begin();
        _clock.Advance(TimeSpan.FromMilliseconds(opening + sending));
        _concurrency.End(TimeSpan.FromMilliseconds(opening));
        _concurrency.Leave();
    }
}
