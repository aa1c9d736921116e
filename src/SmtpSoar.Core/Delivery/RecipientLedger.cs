using System.Collections.Generic;
using System.Linq;
using MimeKit;
using SmtpSoar.Core.Composition;

namespace SmtpSoar.Core.Delivery;

/// <summary>What the server said about each recipient of one message, over all tries.</summary>
internal sealed class RecipientLedger
{
    private readonly IReadOnlyList<EnvelopeRecipient> _recipients;
    private readonly RecipientResult[] _results;
    private int _next;

    public RecipientLedger(ComposedMessage message)
    {
        _recipients = message.Recipients;
        _results = _recipients.Select(recipient => new RecipientResult { Address = recipient.Address.Text, Kind = recipient.Kind }).ToArray();
    }

    public IReadOnlyList<RecipientResult> Results => _results;

    /// <summary>Who is to be asked: everybody whom the server has not refused.</summary>
    public IReadOnlyList<EnvelopeRecipient> Open => _recipients.Where((_, i) => _results[i].Accepted != false).ToList();

    public bool AreAllRefused => _results.All(result => result.Accepted == false);

    /// <summary>Whether this reply was said about a recipient: it tells nothing about the others.</summary>
    public bool IsOfOne(SmtpReply? reply) =>
        reply is not null and not { Code: 421 } && _results.Any(result => result.Accepted == false && result.StatusCode == reply.Code && result.Text == reply.Text);

    /// <summary>Begins a try: who was refused stays so, everybody else is asked anew.</summary>
    public void Begin() => Reset(result => result.Accepted != false);

    /// <summary>Keeps a reply. The recipients are answered in their order.</summary>
    public void Record(MailboxAddress mailbox, SmtpReply reply, bool accepted)
    {
        while (!ReferenceEquals(_recipients[_next].Address.Mailbox, mailbox))
            _next = (_next + 1) % _recipients.Count;
        Set(_results[_next], accepted, reply);
    }

    /// <summary>The message was not taken, so that nobody gets it, whatever was said about the recipient alone.</summary>
    /// <param name="error">Why it was not taken.</param>
    public void Fail(SmtpSoarException error)
    {
        var refused = error.ErrorId == nameof(Errors.MessageRefused);
        foreach (var result in _results.Where(result => result.Accepted == true))
            Set(result, refused ? false : null, refused ? error.Reply : null);
    }

    /// <summary>Forgets every reply: without a sender each recipient is out of sequence, which says nothing about it.</summary>
    public void Clear() => Reset(_ => true);

    private void Reset(System.Func<RecipientResult, bool> which)
    {
        foreach (var result in _results.Where(which))
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
