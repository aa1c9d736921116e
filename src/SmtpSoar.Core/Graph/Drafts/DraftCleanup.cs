using System;
using System.Globalization;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.WebApi;

namespace SmtpSoar.Core.Graph.Drafts;

/// <summary>Removes the drafts of a mail that nobody needs any more, and names each one that it can't remove.</summary>
/// <remarks>It also works after the command was stopped, since no later command may know of the draft.</remarks>
/// <param name="api">Asks.</param>
/// <param name="draft">The mail, as a person finds its draft.</param>
/// <param name="feedback">Hears which drafts are left.</param>
internal sealed class DraftCleanup(GraphApi api, DraftIdentity draft, IFeedback feedback)
{
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(20);

    /// <summary>Removes a draft by its id.</summary>
    /// <returns>Whether it is gone.</returns>
    public async Task<bool> RemoveAsync(string id)
    {
        using var limit = new CancellationTokenSource(MaxTime);
        try
        {
            var answer = await api.DeleteDraftAsync(id, limit.Token).ConfigureAwait(false);
            if (answer.Status is 204 or 404)
                return true;
            feedback.Warning(Messages.DraftLeft(draft.Mailbox, id, Status(answer)));
        }
        catch (SmtpSoarException failure)
        {
            feedback.Warning(Messages.DraftLeft(draft.Mailbox, id, failure.Sentence.TrimEnd('.')));
        }

        return false;
    }

    /// <summary>Removes the drafts that earlier tries have left.</summary>
    /// <param name="kept">The draft that an outbox has on record, or <see langword="null"/>.</param>
    /// <returns>The reason why there may be some all the same, or <see langword="null"/>.</returns>
    public async Task<string?> RemoveLeftAsync(MailboxDraft? kept)
    {
        if (draft.MessageId is not null)
            return (await RemoveFoundAsync().ConfigureAwait(false)).Obstacle;
        return kept?.Id is { } id && string.Equals(kept.Mailbox, draft.Mailbox, StringComparison.OrdinalIgnoreCase)
            ? await RemoveKeptAsync(id).ConfigureAwait(false)
            : null;
    }

    /// <summary>Removes the draft that was made though the answer with its id was lost.</summary>
    /// <returns>Whether it was seen, and is gone.</returns>
    public async Task<bool> RemoveLostAsync()
    {
        var (count, isGone, obstacle) = draft.MessageId is null
            ? (0, false, Messages.DraftWithoutId)
            : await RemoveFoundAsync().ConfigureAwait(false);
        if (count == 0)
            TellOfLost(obstacle ?? Messages.DraftNotSeen);
        return count > 0 && isGone;
    }

    /// <summary>Tells of a draft that may be there, and that nobody could look for.</summary>
    public void TellOfLost(string why) => feedback.Warning(Messages.DraftLost(draft.Mailbox, draft.Name, why));

    private static string Status(ApiAnswer answer) => FormattableString.Invariant($"HTTP {answer.Status}");

    private async Task<(int Count, bool IsGone, string? Obstacle)> RemoveFoundAsync()
    {
        using var limit = new CancellationTokenSource(MaxTime);
        try
        {
            var answer = await api.FindDraftsAsync(draft.MessageId!, limit.Token).ConfigureAwait(false);
            if (answer.Status != 200)
                return (0, false, Status(answer));
            var (count, isGone) = await RemoveOwnAsync(answer).ConfigureAwait(false);
            return (count, isGone, null);
        }
        catch (SmtpSoarException failure)
        {
            return (0, false, failure.Sentence.TrimEnd('.'));
        }
    }

    private async Task<(int Count, bool IsGone)> RemoveOwnAsync(ApiAnswer answer)
    {
        var (count, gone) = (0, 0);
        foreach (var found in answer.Items("value"))
        {
            if (!IsOwn(found) || Text(found, "id") is not { } id)
                continue;
            count++;
            gone += await RemoveAsync(id).ConfigureAwait(false) ? 1 : 0;
        }

        return (count, gone == count);
    }

    // The mail may have been sent: the same id is that of its copy in Sent Items then.
    private async Task<string?> RemoveKeptAsync(string id)
    {
        using var limit = new CancellationTokenSource(MaxTime);
        try
        {
            var answer = await api.GetStateAsync(id, limit.Token).ConfigureAwait(false);
            if (answer.Status == 200 && answer.Flag("isDraft") == true)
                await RemoveAsync(id).ConfigureAwait(false);
            return answer.Status is 200 or 404 ? null : Status(answer);
        }
        catch (SmtpSoarException failure)
        {
            return failure.Sentence.TrimEnd('.');
        }
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
