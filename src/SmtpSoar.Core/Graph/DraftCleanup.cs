using System;
using System.Globalization;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.WebApi;

namespace SmtpSoar.Core.Graph;

/// <summary>Removes the drafts of a mail that nobody needs any more, and names each one that it can't remove.</summary>
/// <remarks>It also works after the command was stopped, since no later command may know of the draft.</remarks>
/// <param name="api">Asks.</param>
/// <param name="draft">The mail, as a person finds its draft.</param>
/// <param name="feedback">Hears which drafts are left.</param>
internal sealed class DraftCleanup(GraphApi api, DraftIdentity draft, IFeedback feedback)
{
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(20);

    /// <summary>Removes a draft by its id.</summary>
    public async Task RemoveAsync(string id)
    {
        using var limit = new CancellationTokenSource(MaxTime);
        try
        {
            var answer = await api.DeleteDraftAsync(id, limit.Token).ConfigureAwait(false);
            if (answer.Status is not (204 or 404))
                feedback.Warning(Messages.DraftLeft(draft.Mailbox, id, Status(answer)));
        }
        catch (SmtpSoarException failure)
        {
            feedback.Warning(Messages.DraftLeft(draft.Mailbox, id, failure.Sentence.TrimEnd('.')));
        }
    }

    /// <summary>Removes the drafts that earlier tries have left.</summary>
    /// <returns>The reason why there may be some all the same, or <see langword="null"/>.</returns>
    public async Task<string?> RemoveLeftAsync() =>
        draft.MessageId is null ? null : (await RemoveFoundAsync().ConfigureAwait(false)).Obstacle;

    /// <summary>Removes the draft that was made though the answer with its id was lost.</summary>
    public async Task RemoveLostAsync()
    {
        var (count, obstacle) = draft.MessageId is null
            ? (0, Messages.DraftWithoutId)
            : await RemoveFoundAsync().ConfigureAwait(false);
        if (count == 0)
            TellOfLost(obstacle ?? Messages.DraftNotSeen);
    }

    /// <summary>Tells of a draft that may be there, and that nobody could look for.</summary>
    public void TellOfLost(string why) => feedback.Warning(Messages.DraftLost(draft.Mailbox, draft.Name, why));

    private static string Status(ApiAnswer answer) => FormattableString.Invariant($"HTTP {answer.Status}");

    private async Task<(int Count, string? Obstacle)> RemoveFoundAsync()
    {
        using var limit = new CancellationTokenSource(MaxTime);
        try
        {
            var answer = await api.FindDraftsAsync(draft.MessageId!, limit.Token).ConfigureAwait(false);
            return answer.Status == 200 ? (await RemoveOwnAsync(answer).ConfigureAwait(false), null) : (0, Status(answer));
        }
        catch (SmtpSoarException failure)
        {
            return (0, failure.Sentence.TrimEnd('.'));
        }
    }

    private async Task<int> RemoveOwnAsync(ApiAnswer answer)
    {
        var count = 0;
        foreach (var found in answer.Items("value"))
        {
            if (!IsOwn(found) || Text(found, "id") is not { } id)
                continue;
            await RemoveAsync(id).ConfigureAwait(false);
            count++;
        }

        return count;
    }

    // A person may have written a raw mail as a draft, from which it has its Message-ID.
    private bool IsOwn(JsonElement found) =>
        DateTimeOffset.TryParse(
            Text(found, "createdDateTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created)
        && created >= draft.Since;

    private static string? Text(JsonElement found, string name) =>
        found.ValueKind == JsonValueKind.Object && found.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

/// <summary>Tells a mail's drafts from others.</summary>
/// <param name="Mailbox">The mailbox.</param>
/// <param name="MessageId">The Message-ID, or <see langword="null"/> in a raw mail without one.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Since">The time before which none of its drafts was made.</param>
internal sealed record DraftIdentity(string Mailbox, string? MessageId, string? Subject, DateTimeOffset Since)
{
    private const int MaxWords = 200;

    /// <summary>The words by which a person finds it.</summary>
    public string Name => MessageId is null
        ? $"the subject '{ShownText.Line(Subject ?? "", MaxWords)}'"
        : $"the Message-ID {ShownText.Line(MessageId, MaxWords)}";
}
