using System;
using System.Text;
using System.Threading.Tasks;

namespace SmtpSoar.TestServer;

/// <summary>What happens at a step in place of the usual reply.</summary>
/// <remarks>
/// The state of the session follows what is said: a scripted 2xx or 3xx accepts the command, and what that brings about,
/// such as an entry in <see cref="SmtpTestServer.Messages"/>, is there before the first byte of the reply.
/// </remarks>
public abstract class Reply
{
    private protected Reply()
    {
    }

    /// <summary>The usual reply; of use after <see cref="Delay"/> and <see cref="WaitFor"/>.</summary>
    public static Reply Proceed { get; } = new ProceedReply();

    /// <summary>Closes the connection without a word (FIN; what the client sends after that is answered by RST).</summary>
    public static Reply Drop { get; } = new DropReply();

    /// <summary>Breaks the connection (RST).</summary>
    public static Reply Reset { get; } = new ResetReply();

    /// <summary>Says nothing any more, and reads on, until the client goes or the server is disposed.</summary>
    public static Reply Hang { get; } = new HangReply();

    /// <summary>Neither reads nor writes any more, so that the client's sending blocks, until the server is disposed.</summary>
    public static Reply Stall { get; } = new StallReply();

    /// <summary>Writes a line without an end until the client goes or the server is disposed.</summary>
    public static Reply EndlessLine { get; } = new EndlessLineReply();

    /// <summary>Says this.</summary>
    /// <param name="text">One line, or several, each with its code.</param>
    public static Reply Of(string text) => new TextReply(text, closes: false);

    /// <summary>Says this and closes the connection.</summary>
    /// <param name="text">One line, or several, each with its code.</param>
    public static Reply AndClose(string text) => new TextReply(text, closes: true);

    /// <summary>Writes these bytes, as they are, in one segment.</summary>
    /// <param name="bytes">Anything. If they begin with a code it counts as said.</param>
    public static Reply Raw(ReadOnlySpan<byte> bytes) => new RawReply(bytes.ToArray());

    /// <summary>Writes this text, as it is, in one segment.</summary>
    /// <param name="text">Anything, written as UTF-8. If it begins with a code it counts as said.</param>
    public static Reply Raw(string text) => new RawReply(Encoding.UTF8.GetBytes(text));

    /// <summary>Says this and, in the same segment, lines that nobody asked for: at STARTTLS, plaintext injected before the handshake.</summary>
    /// <param name="text">The reply.</param>
    /// <param name="injected">The further lines.</param>
    public static Reply WithInjected(string text, string injected) => Raw(Wire.Lines(text) + Wire.Lines(injected));

    /// <summary>Writes this byte by byte.</summary>
    /// <param name="text">One line, or several, each with its code.</param>
    /// <param name="pause">The time between two bytes.</param>
    public static Reply Dribble(string text, TimeSpan pause) => new DribbleReply(text, pause);

    /// <summary>Waits, then replies.</summary>
    /// <param name="time">How long.</param>
    /// <param name="then">The reply; the usual one if null.</param>
    public static Reply Delay(TimeSpan time, Reply? then = null) =>
        new DeferredReply(channel => Task.Delay(time, channel.Clock, channel.Stopping), then ?? Proceed);

    /// <summary>Waits for a task of the test, then replies.</summary>
    /// <param name="gate">What to wait for.</param>
    /// <param name="then">The reply; the usual one if null.</param>
    public static Reply WaitFor(Task gate, Reply? then = null) =>
        new DeferredReply(channel => gate.WaitAsync(channel.Stopping), then ?? Proceed);

    /// <summary>Counts the command as accepted, at <see cref="Step.EndOfData"/> the message as received, but then does this.</summary>
    /// <param name="then">How the reply gets lost: <see cref="Drop"/>, <see cref="Reset"/>, <see cref="Hang"/>.</param>
    public static Reply AcceptThen(Reply then) => new AcceptingReply(then);

    /// <summary>The code that counts as said; 0 if there is none.</summary>
    internal virtual int Code => 0;

    internal abstract Task<Outcome> PlayAsync(Channel channel);
}

/// <summary>What a reply has left to do.</summary>
internal enum Outcome
{
    /// <summary>The usual handling of the command.</summary>
    Proceed,

    /// <summary>Nothing: the client has been answered.</summary>
    Said,

    /// <summary>Nothing: the connection is over.</summary>
    Closed,
}
