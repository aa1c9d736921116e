using System;
using System.Threading.Tasks;

namespace SmtpSoar.TestServer;

/// <summary>One connection's side of the protocol.</summary>
internal sealed partial class Session(
    ServerRules rules, ServerState state, Channel channel, SmtpTestConnection connection)
{
    private readonly ServerOptions _options = rules.Options;
    private readonly Offer _offer = rules.Offer;
    private readonly ScriptRunner _script = rules.Script;
    private Envelope? _envelope;
    private int _messagesBegun;
    private bool _greeted;
    private bool _turnedAway;

    /// <summary>Serves until either side ends it.</summary>
    public async Task RunAsync()
    {
        if (_options.ImplicitTls && !await HandshakeAsync())
        {
            return;
        }

        await GreetAsync();
        while (!channel.IsClosed && await ReadCommandAsync() is { } line)
        {
            await DispatchAsync(line);
        }
    }

    private async Task GreetAsync()
    {
        Answered answered = await PlayAsync(Step.Connect, "");
        if (!answered.IsDone)
        {
            channel.Say(_options.Banner);
            await channel.FlushAsync();
        }

        _turnedAway = (answered.IsDone ? answered.Code : Wire.Code(_options.Banner)) >= 400;
    }

    private async Task<string?> ReadCommandAsync()
    {
        try
        {
            return await channel.ReadLineAsync(_options.IdleTimeout);
        }
        catch (TimeoutException)
        {
            Say(new Answer(421, "4.4.2", "Idle for too long"));
            await channel.CloseAsync();
            return null;
        }
    }

    private Task DispatchAsync(string line)
    {
        string[] parts = line.Split(' ', 2);
        string verb = parts[0].ToUpperInvariant();
        string argument = parts.Length > 1 ? parts[1].Trim() : "";
        if (channel.LineWasBare)
        {
            return SayAsync(new Answer(500, "5.5.2", "A line ends in CRLF"));
        }

        return _turnedAway && verb != "QUIT" ? SayAsync(Answer.BadSequence("No service")) : RunAsync(verb, argument);
    }

    private Task RunAsync(string verb, string argument) => verb switch
    {
        "EHLO" or "HELO" when argument.Length == 0 => SayAsync(Answer.Syntax($"Syntax: {verb} name")),
        "EHLO" => EhloAsync(argument),
        "HELO" => HeloAsync(argument),
        "STARTTLS" => StartTlsAsync(argument),
        "AUTH" => AuthAsync(argument),
        "MAIL" => MailAsync(argument),
        "RCPT" => RcptAsync(argument),
        "DATA" => DataAsync(argument),
        "BDAT" when _offer.Has("CHUNKING") => BdatAsync(argument),
        "RSET" => CommandAsync(Step.Rset, argument, () => Answer.Ok, _ => _envelope = null),
        "NOOP" => CommandAsync(Step.Noop, argument, () => Answer.Ok),
        "QUIT" => QuitAsync(argument),
        "VRFY" => SayAsync(new Answer(252, "2.5.2", "Send some mail, I'll try my best")),
        "HELP" => SayAsync(new Answer(214, "2.0.0", "See RFC 5321")),
        "EXPN" or "TURN" => SayAsync(new Answer(502, "5.5.1", "Command not implemented")),
        _ => SayAsync(new Answer(500, "5.5.2", "Command not recognised")),
    };

    private async Task QuitAsync(string argument)
    {
        connection.SentQuit = true;
        await CommandAsync(Step.Quit, argument, () => new Answer(221, "2.0.0", "Bye"));
        if (!channel.IsClosed)
        {
            await channel.CloseAsync();
        }
    }

    /// <summary>Answers by the script or as usual; what the code brings about happens before the client can read it.</summary>
    private async Task CommandAsync(Step step, string argument, Func<Answer> usual, Action<int>? decide = null)
    {
        if ((await PlayAsync(step, argument, decide)).IsDone)
        {
            return;
        }

        Answer answer = usual();
        decide?.Invoke(answer.Code);
        Say(answer);
    }

    private async Task<Answered> PlayAsync(Step step, string argument, Action<int>? decide = null, ReceivedMessage? message = null)
    {
        if (_script.IsEmpty || _script.Find(new StepContext(step, argument, connection, state.Open, _messagesBegun, message)) is not { } reply)
        {
            return default;
        }

        if (reply.Code != 0)
        {
            decide?.Invoke(reply.Code);
        }

        Outcome outcome = await reply.PlayAsync(channel);
        return new Answered(outcome != Outcome.Proceed, reply.Code);
    }

    private void Say(Answer answer) => channel.Say(answer.Format(_offer.Has("ENHANCEDSTATUSCODES")));

    private Task SayAsync(Answer answer)
    {
        Say(answer);
        return Task.CompletedTask;
    }

    /// <summary>What the script did: whether nothing is left to say, and the code that it said.</summary>
    private readonly record struct Answered(bool IsDone, int Code);
}
