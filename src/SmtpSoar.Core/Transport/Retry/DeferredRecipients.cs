using System;
using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Core.Transport.Retry;

/// <summary>The recipients whom the server refused for now (4yz), or who were too many, while it took the message for others.</summary>
/// <param name="message">The message for all.</param>
/// <param name="receipt">Its receipt, which tells of each recipient.</param>
internal sealed class DeferredRecipients(OutboundMessage message, DeliveryReceipt receipt)
{
    private readonly IReadOnlyList<RecipientResult> _results = receipt.Recipients!;
    private List<int> _asked = [];
    private int _attempts = receipt.Attempts;

    /// <summary>Keeps account of the message, or is <see langword="null"/> without an outbox.</summary>
    internal IDeliveryCheckpoint? Checkpoint => message.Checkpoint;

    /// <summary>Whether there are any.</summary>
    internal bool Any => _results.Any(IsDeferred);

    /// <summary>How many get the message in another transaction at once: they wait only since there were others before them.</summary>
    internal int Next => _results.Count(IsNext);

    /// <summary>Whether it is kept for sure who has the message so far, where an outbox keeps account of it.</summary>
    internal bool IsKept => Checkpoint?.Taken(_results) != false;

    /// <summary>Why the last transaction for them failed as a whole, or <see langword="null"/>.</summary>
    internal SmtpSoarException? LastFailure { get; private set; }

    /// <summary>Whether a receipt has recipients whom the server did not accept: nearly none has.</summary>
    internal static bool MayBeIn(DeliveryReceipt receipt)
    {
        if (receipt.Recipients is not { } recipients)
            return false;
        for (var i = 0; i < recipients.Count; i++)
            if (recipients[i].Accepted != true)
                return true;
        return false;
    }

    /// <summary>Gets the message for one more try.</summary>
    /// <param name="isAtOnce">Whether only those are tried who were too many.</param>
    internal OutboundMessage Begin(bool isAtOnce)
    {
        _asked = Find(isAtOnce ? IsNext : IsDeferred);
        var recipients = _asked.ConvertAll(index => message.Message.Recipients[index]);
        return message with { Message = message.Message with { Recipients = recipients }, Attempts = _attempts };
    }

    /// <summary>Takes what was learned by the try.</summary>
    internal void End(DeliveryReceipt theirs)
    {
        LastFailure = theirs.Failure;
        _attempts = theirs.Attempts;
        for (var i = 0; i < _asked.Count && i < theirs.Recipients?.Count; i++)
            Bring(theirs.Recipients[i], _results[_asked[i]]);
    }

    /// <summary>Gets the message's receipt as it is now.</summary>
    internal DeliveryReceipt ToReceipt() => receipt with { Attempts = _attempts };

    /// <summary>Why they must wait, as the server said to the first of them.</summary>
    internal SmtpSoarException ToFailure()
    {
        if (_results.FirstOrDefault(IsRefusedForNow) is not { } first)
            return LastFailure ?? Refusal();
        var reply = new SmtpReply(first.StatusCode!.Value, first.EnhancedStatusCode, first.Text ?? "");
        return Refusal().After(reply, null);
    }

    private SmtpSoarException Refusal() =>
        Errors.RecipientRefused.With(receipt.Connection?.Server, RefusalList.Of(_results.Where(IsDeferred).ToList()));

    private List<int> Find(Func<RecipientResult, bool> which) =>
        Enumerable.Range(0, _results.Count).Where(index => which(_results[index])).ToList();

    private static bool IsDeferred(RecipientResult recipient) => IsRefusedForNow(recipient) || IsNext(recipient);

    private static bool IsRefusedForNow(RecipientResult recipient) => recipient is { Accepted: false, StatusCode: >= 400 and < 500 };

    private static bool IsNext(RecipientResult recipient) => recipient.IsOneTooMany || recipient is { Accepted: null, StatusCode: null };

    // One that was never answered this time keeps what was said before.
    private static void Bring(RecipientResult from, RecipientResult to)
    {
        if (from.Accepted is null)
            return;
        (to.Accepted, to.StatusCode, to.EnhancedStatusCode, to.Text) = (from.Accepted, from.StatusCode, from.EnhancedStatusCode, from.Text);
        (to.OutcomeUnknown, to.IsOneTooMany) = (from.OutcomeUnknown, from.IsOneTooMany);
    }
}
