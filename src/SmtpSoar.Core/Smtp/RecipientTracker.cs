using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Composition;

namespace SmtpSoar.Core.Smtp;

/// <summary>Keeps the server's reply about each recipient of one message, over all tries.</summary>
internal sealed class RecipientTracker
{
    // RFC 5321, section 4.5.3.1.8: every server takes so many at once.
    private const int Guaranteed = 100;

    private readonly IReadOnlyList<EnvelopeRecipient> _recipients;
    private readonly RecipientResult[] _results;
    private readonly List<int> _asked = [];
    private RecipientLimit _limit = new();
    private bool _wasClosed;

    public RecipientTracker(ComposedMessage message)
    {
        _recipients = message.Recipients;
        _results = message.ToResults();
    }

    public IReadOnlyList<RecipientResult> Results => _results;

    /// <summary>How many recipients one transaction may have.</summary>
    public int Max { get; set; } = int.MaxValue;

    /// <summary>The recipients of this transaction.</summary>
    public IReadOnlyList<EnvelopeRecipient> Asked => _asked.ConvertAll(index => _recipients[index]);

    /// <summary>Whether there are recipients that the server has not refused.</summary>
    public bool HasOpen => _results.Any(result => result.Accepted != false);

    /// <summary>Whether the server refused every recipient of this transaction.</summary>
    public bool AreAllRefused => _asked.All(index => _results[index].Accepted == false);

    /// <summary>How many recipients the server takes at once, as far as this transaction has shown, or <see langword="null"/>.</summary>
    public int? Limit => _limit.IsSure ? _limit.Max : null;

    /// <summary>Whether this transaction came to nothing since it asked for more recipients than the server takes.</summary>
    /// <param name="error">Why it came to nothing.</param>
    public bool IsOvershoot(SmtpSoarException error) => Overshoot < _asked.Count
        && (_limit.IsBrokenOff || error.Is(Errors.ConnectionLost) || error.Reply?.Code == RecipientLimit.Closing);

    // A server that closes once may do so over one recipient; one that closes again over another takes no more than came before.
    private int? Overshoot => _limit.Max ?? (_wasClosed ? _limit.MaxBeforeClosing : null);

    /// <summary>
    /// Whether the connection broke while more recipients were asked for than every server takes. A server that closes over too many
    /// may reset the connection, and some systems then forget the replies that had come.
    /// </summary>
    /// <param name="error">Why this transaction came to nothing.</param>
    public bool IsCutShort(SmtpSoarException error) => error.Is(Errors.ConnectionLost)
        && _asked.Count > Guaranteed
        && _asked.Exists(index => _results[index].Accepted is null);

    /// <summary>Whether this reply was said about a recipient: it tells nothing about the others.</summary>
    public bool IsOfOne(SmtpReply? reply) =>
        reply is not null and not { Code: 421 }
        && _results.Any(result => result.Accepted == false && result.StatusCode == reply.Code && result.Text == reply.Text);

    /// <summary>Begins a transaction: a refusal stays, and as many of the others as may be are asked anew.</summary>
    public void Begin()
    {
        _wasClosed |= _limit.MaxBeforeClosing is not null;
        _limit = new RecipientLimit();
        _asked.Clear();
        for (var i = 0; i < _results.Length; i++)
        {
            if (_results[i].Accepted == false)
                continue;
            Set(_results[i], null, null);
            if (_asked.Count < Max)
                _asked.Add(i);
        }
    }

    /// <summary>Keeps a reply.</summary>
    /// <param name="index">The recipient's place in <see cref="Asked"/>.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="accepted">Whether the server accepted the recipient.</param>
    public void Record(int index, SmtpReply reply, bool accepted)
    {
        Set(_results[_asked[index]], accepted, reply);
        _limit.Record(reply, accepted);
    }

    /// <summary>Whether to ask for no more recipients in this transaction.</summary>
    public bool BreaksOff() => _limit.BreaksOff();

    /// <summary>The server took the message: a recipient who was one too many is refused for now only.</summary>
    public void Take()
    {
        foreach (var result in _results)
            result.IsOneTooMany = result.Accepted == false && RecipientLimit.IsTooMany(result.StatusCode, result.EnhancedStatusCode);
    }

    /// <summary>Takes the limit that this transaction has shown, and forgets what was said about the recipients beyond it.</summary>
    public int TakeLimit()
    {
        Max = Overshoot ?? Guaranteed;
        foreach (var index in _asked)
            if (_results[index] is { Accepted: false } beyond && RecipientLimit.IsBeyond(beyond.StatusCode, beyond.EnhancedStatusCode))
                Set(beyond, null, null);
        return Max;
    }

    /// <summary>The message was not taken, so that nobody gets it, whatever was said about the recipient alone.</summary>
    /// <param name="error">Why it was not taken. An unknown outcome leaves each reply, since the recipient may have the message.</param>
    public void Fail(SmtpSoarException error)
    {
        var refused = error.Is(Errors.MessageRefused);
        var isUnknown = error.MayBeDelivered;
        foreach (var result in _results.Where(result => result.Accepted == true))
        {
            if (isUnknown)
                result.OutcomeUnknown = true;
            else
                Set(result, refused ? false : null, refused ? error.Reply : null);
        }
    }

    /// <summary>Forgets every reply: without a sender each recipient is out of sequence, which says nothing about it.</summary>
    public void Clear()
    {
        foreach (var result in _results)
            Set(result, null, null);
    }

    private static void Set(RecipientResult result, bool? accepted, SmtpReply? reply)
    {
        result.Accepted = accepted;
        result.StatusCode = reply?.Code;
        result.EnhancedStatusCode = reply?.EnhancedCode;
        result.Text = reply?.Text;
    }
}
