using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Composition;

namespace SmtpSoar.Core.Delivery.Retry;

/// <summary>The recipients whom the server refused for now (4yz), while it took the message for others.</summary>
/// <param name="message">The message for all.</param>
/// <param name="result">Its result, which tells of each in the end.</param>
internal sealed class PostponedRecipients(ComposedMessage message, SoarActionResult result)
{
    private const int TooMany = 452;

    private readonly SoarActionResult _theirs = new();

    /// <summary>Whether there are any.</summary>
    internal bool Any => result.Recipients.Any(IsPostponed);

    /// <summary>How many there are.</summary>
    internal int Count => result.Recipients.Count(IsPostponed);

    /// <summary>Whether some were refused only since there were others before them.</summary>
    internal bool AreTooManyNow => AreTooMany(result.Recipients);

    /// <summary>Takes the results of one more try.</summary>
    internal SoarActionResult Begin(out ComposedMessage rest)
    {
        var open = Open();
        rest = message with { Recipients = open.ConvertAll(index => message.Recipients[index]) };
        _theirs.Attempts = result.Attempts;
        return _theirs;
    }

    /// <summary>Why they must wait, as the server said to the first of them.</summary>
    internal SmtpSoarException ToFailure()
    {
        var first = result.Recipients.First(IsPostponed);
        var reply = new SmtpReply(first.StatusCode!.Value, first.EnhancedStatusCode, first.Text ?? "");
        return Errors.RecipientRefused.With(result.Server, Messages.Refusals(result.Recipients.Where(IsPostponed).ToList())).After(reply, null);
    }

    /// <summary>Brings what was learned into the message's result.</summary>
    /// <param name="isUnknown">Whether the server had the message, and its reply was lost.</param>
    internal void End(bool isUnknown)
    {
        result.Attempts = _theirs.Attempts;
        var open = Open();
        for (var i = 0; i < open.Count && i < _theirs.Recipients.Count; i++)
            Bring(_theirs.Recipients[i], result.Recipients[open[i]], isUnknown);
    }

    /// <summary>Whether some were refused only since there were others before them.</summary>
    internal static bool AreTooMany(IEnumerable<RecipientResult> recipients) =>
        recipients.Any(recipient => recipient is { Accepted: not true, StatusCode: TooMany, EnhancedStatusCode: null or "4.5.3" });

    private List<int> Open() => Enumerable.Range(0, result.Recipients.Count).Where(index => IsPostponed(result.Recipients[index])).ToList();

    private static bool IsPostponed(RecipientResult recipient) => recipient is { Accepted: false, StatusCode: >= 400 and < 500 };

    // One that was never answered this time keeps what was said before.
    private static void Bring(RecipientResult from, RecipientResult to, bool isUnknown)
    {
        if (from.Accepted is not null)
            (to.Accepted, to.StatusCode, to.EnhancedStatusCode, to.Text) = (from.Accepted, from.StatusCode, from.EnhancedStatusCode, from.Text);
        else if (isUnknown)
            (to.Accepted, to.StatusCode, to.EnhancedStatusCode, to.Text) = (null, null, null, Messages.RecipientUnknown);
    }
}
