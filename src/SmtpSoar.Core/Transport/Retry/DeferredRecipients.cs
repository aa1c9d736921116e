using System;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Smtp;

namespace SmtpSoar.Core.Transport.Retry;

/// <summary>The recipients whom the server refused for now (4yz), or who were too many, while it took the message for others.</summary>
/// <param name="message">The message for all.</param>
/// <param name="result">Its result, which tells of each in the end.</param>
internal sealed class DeferredRecipients(ComposedMessage message, SoarActionResult result)
{
    private readonly SoarActionResult _theirs = new();
    private List<int> _asked = [];

    /// <summary>Whether there are any.</summary>
    internal bool Any => result.Recipients.Any(IsDeferred);

    /// <summary>How many get the message in another transaction at once: they wait only since there were others before them.</summary>
    internal int Next => result.Recipients.Count(IsNext);

    /// <summary>Why the last transaction for them failed as a whole, or <see langword="null"/>.</summary>
    internal SmtpSoarException? LastFailure { get; set; }

    /// <summary>Whether a result has recipients whom the server did not accept: nearly none has.</summary>
    internal static bool MayBeIn(SoarActionResult result)
    {
        for (var i = 0; i < result.Recipients.Count; i++)
            if (result.Recipients[i].Accepted != true)
                return true;
        return false;
    }

    /// <summary>Whether it is kept for sure who has the message so far, where somebody keeps account of it.</summary>
    internal bool IsKept(IDeliveryCheckpoint? checkpoint) => checkpoint?.Taken(result.Recipients) != false;

    /// <summary>Takes the results of one more try.</summary>
    /// <param name="isAtOnce">Whether only those are tried who were too many.</param>
    /// <param name="rest">The message for them.</param>
    internal SoarActionResult Begin(bool isAtOnce, out ComposedMessage rest)
    {
        _asked = Find(isAtOnce ? IsNext : IsDeferred);
        rest = message with { Recipients = _asked.ConvertAll(index => message.Recipients[index]) };
        _theirs.Attempts = result.Attempts;
        _theirs.Recipients = [];
        return _theirs;
    }

    /// <summary>Brings what was learned into the message's result.</summary>
    internal void End()
    {
        result.Attempts = _theirs.Attempts;
        for (var i = 0; i < _asked.Count && i < _theirs.Recipients.Count; i++)
            Bring(_theirs.Recipients[i], result.Recipients[_asked[i]]);
    }

    /// <summary>Why they must wait, as the server said to the first of them.</summary>
    internal SmtpSoarException ToFailure()
    {
        if (result.Recipients.FirstOrDefault(IsRefusedForNow) is not { } first)
            return LastFailure ?? Refusal();
        var reply = new SmtpReply(first.StatusCode!.Value, first.EnhancedStatusCode, first.Text ?? "");
        return Refusal().After(reply, null);
    }

    private SmtpSoarException Refusal() =>
        Errors.RecipientRefused.With(result.Server, RefusalList.Of(result.Recipients.Where(IsDeferred).ToList()));

    private List<int> Find(Func<RecipientResult, bool> which) =>
        Enumerable.Range(0, result.Recipients.Count).Where(index => which(result.Recipients[index])).ToList();

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
