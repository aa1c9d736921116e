using System.Collections.Concurrent;
using System.Threading;
using SmtpSoar.TestServer;

namespace SmtpSoar.Tests.Delivery.Retry;

/// <summary>A server that takes so many recipients at once, and closes after so many errors, as Postfix does.</summary>
internal sealed class LimitedServer(
    int limit,
    int mostErrors = 20,
    string reply = "452 4.5.3 Error: too many recipients",
    bool isAbrupt = false,
    string closing = "421 4.7.0 Error: too many errors")
{
    private readonly ConcurrentDictionary<int, Counts> _connections = new();
    private int _refused;

    /// <summary>How many recipients were one too many, over all connections.</summary>
    public int Refused => Volatile.Read(ref _refused);

    public ServerOptions Options(bool pipelining = true) => new()
    {
        Extensions = pipelining ? ["PIPELINING", "SIZE 35882577", "ENHANCEDSTATUSCODES"] : ["SIZE 35882577", "ENHANCEDSTATUSCODES"],
        Script = Script(),
    };

    public Script Script(Script? first = null) => (first ?? new Script())
        .On(Step.Mail, context =>
        {
            Of(context).Accepted = 0;
            return Reply.Proceed;
        })
        .On(Step.Rcpt, Answer);

    private Reply Answer(StepContext context)
    {
        var counts = Of(context);
        if (counts.Accepted < limit)
        {
            counts.Accepted++;
            return Reply.Proceed;
        }

        Interlocked.Increment(ref _refused);
        if (++counts.Errors <= mostErrors)
            return Reply.Of(reply);
        return isAbrupt ? Reply.Reset : Reply.AndClose(closing);
    }

    private Counts Of(StepContext context) => _connections.GetOrAdd(context.Connection.Number, _ => new Counts());

    private sealed class Counts
    {
        public int Accepted { get; set; }

        public int Errors { get; set; }
    }
}
