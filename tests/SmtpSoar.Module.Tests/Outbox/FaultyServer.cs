using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.TestServer;

namespace SmtpSoar.Module.Tests.Outbox;

/// <summary>The faults of a bad day: replies of 4yz and 5yz, lost connections, delays, and messages that are taken though the reply is lost.</summary>
// None that asks us to slow down: that would take minutes.
internal sealed class FaultyServer(int seed, bool refuses = false)
{
    /// <summary>A recipient whose messages are all taken. The reply comes when the gate is open.</summary>
    public const string Spared = "spared@example.org";

    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);

    /// <summary>Holds the replies to spared messages until it is done.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public SmtpTestServer Start() => SmtpTestServer.Start(new ServerOptions { KeepTranscript = false, Script = Faults() });

    private Script Faults() => new Script()
        .On(Step.Connect, Reply.AndClose("421 4.3.0 busy")).When(_ => Chance(1))
        .On(Step.Mail, Reply.Of("451 4.3.0 later")).When(_ => Chance(3))
        .On(Step.Mail, Reply.Drop).When(_ => Chance(2))
        .On(Step.Rcpt, Reply.Of("450 4.2.0 later")).When(_ => Chance(3))
        .On(Step.Data, Reply.Drop).When(_ => Chance(2))
        .On(Step.EndOfData, _ => Reply.AcceptThen(Reply.WaitFor(Gate, Reply.Of("250 2.0.0 taken")))).When(IsSpared)
        .On(Step.EndOfData, Reply.Of("451 4.3.0 later")).When(_ => Chance(3))
        .On(Step.Rcpt, Reply.Of("550 5.1.1 nobody of that name")).When(step => refuses && Chance(1) && !IsSpared(step))
        .On(Step.EndOfData, Reply.Of("554 5.6.0 not this")).When(_ => refuses && Chance(1))
        .On(Step.EndOfData, Reply.Reset).When(_ => Chance(2))
        .On(Step.EndOfData, Reply.AcceptThen(Reply.Drop)).When(_ => Chance(2))
        .On(Step.EndOfData, _ => Reply.AcceptThen(Reply.Delay(Pause(), Reply.Of("250 2.0.0 taken long ago")))).When(_ => Chance(20))
        .On(Step.EndOfData, _ => Reply.Delay(Pause())).When(_ => Chance(20));

    private static bool IsSpared(StepContext step) =>
        step.Argument.Contains(Spared, StringComparison.Ordinal) || step.Message?.Text.Contains(Spared, StringComparison.Ordinal) == true;

    private bool Chance(int percent)
    {
        lock (_gate)
            return _random.Next(100) < percent;
    }

    private TimeSpan Pause()
    {
        lock (_gate)
            return TimeSpan.FromMilliseconds(_random.Next(1, 60));
    }
}
