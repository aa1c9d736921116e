using System;

namespace SmtpSoar.Core.Transport;

/// <summary>Shows what a connection waits for, where that takes so long that a person may wonder.</summary>
/// <remarks>By the clock on the wall: what is shown is for a person.</remarks>
internal sealed class WaitSign(IFeedback feedback, string server, TimeProvider clock)
{
    /// <summary>The time that nobody wonders about. A sign is there within a second.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);

    /// <summary>The time between two looks at a wait.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    // A server that takes two seconds for each mail is slow, and nothing to wonder about after the first mail.
    private const int Unusual = 2;

    private TimeSpan _usual;

    /// <summary>Which try of the message is under way, from 1.</summary>
    public int Try { get; set; } = 1;

    /// <summary>The server, as it is shown.</summary>
    public string Server => server;

    /// <summary>Begins a wait that a timer looks at.</summary>
    /// <param name="what">The thing that is waited for.</param>
    /// <param name="limit">The longest that it can take, or <see langword="null"/>.</param>
    public Wait Begin(string what, TimeSpan? limit)
    {
        var wait = new Wait(feedback, clock, new MailWait { For = what, Try = Try, Limit = limit, Left = limit });
        wait.Watch(Patience, Interval);
        return wait;
    }

    /// <summary>Begins a pause, of which the caller has told: one that is long is shown at once.</summary>
    /// <param name="what">The thing that is waited for.</param>
    /// <param name="time">How long it is.</param>
    public Wait BeginPause(string what, TimeSpan time)
    {
        var wait = new Wait(feedback, clock, new MailWait { For = what, Limit = time, Left = time }, isTold: true);
        wait.Watch(time > Patience ? TimeSpan.Zero : Patience, Interval);
        return wait;
    }

    /// <summary>Begins a wait for the server that the waiting thread looks at by itself.</summary>
    /// <param name="what">The thing that is waited for.</param>
    /// <param name="limit">The longest that it can take.</param>
    /// <param name="waited">The time that has gone by.</param>
    /// <returns>The wait, or <see langword="null"/> while this server usually takes as long.</returns>
    public Wait? Notice(string what, TimeSpan limit, TimeSpan waited)
    {
        if (waited < Patience || waited < TimeSpan.FromTicks(_usual.Ticks * Unusual))
            return null;
        return new Wait(feedback, clock, new MailWait { For = what, Try = Try, Limit = limit, Left = limit }, waited);
    }

    /// <summary>The server has answered, after a wait that was long enough to be noticed.</summary>
    public void Learn(TimeSpan waited) => _usual = waited;
}
