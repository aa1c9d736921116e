using System;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Outbox.Moving;
using SmtpSoar.Core.Outbox.Sealing;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Outbox;

/// <summary>Everything that is known of a message in the outbox but its bytes. Never a secret.</summary>
internal sealed class OutboxRecord
{
    /// <summary>The message's name in the outbox.</summary>
    public required string Id { get; init; }

    /// <summary>When the message was accepted.</summary>
    public required DateTimeOffset Accepted { get; init; }

    /// <summary>SOAR's name of the action.</summary>
    public required string Action { get; init; }

    /// <summary>MAIL FROM.</summary>
    public required string Sender { get; init; }

    /// <summary>RCPT TO, each with what the server said about it.</summary>
    public required IReadOnlyList<RecipientResult> Recipients { get; init; }

    public DeliveryNotification DeliveryNotification { get; init; }

    public string? InternationalAddress { get; init; }

    public string? MessageId { get; init; }

    public string? Subject { get; init; }

    public bool HasEightBitHeader { get; init; }

    public bool HasEightBitBody { get; init; }

    /// <summary>The size of the message.</summary>
    public required long Size { get; init; }

    /// <summary>The size of its header, without the empty line.</summary>
    public required int HeaderSize { get; init; }

    /// <summary>The digest of the message.</summary>
    public required string Sha256 { get; init; }

    /// <summary>How its bytes are encrypted in the store, or <see langword="null"/> where they lie as they are.</summary>
    public OutboxSeal? Seal { get; init; }

    /// <summary>The size of what the store keeps of the message.</summary>
    public long StoredSize => Seal?.Size ?? Size;

    /// <summary>The digest of what the store keeps of the message.</summary>
    public string StoredSha256 => Seal?.Sha256 ?? Sha256;

    /// <summary>Between which outboxes it moves, or <see langword="null"/> if it does not.</summary>
    public OutboxMove? Move { get; set; }

    /// <summary>The state of the message. <see cref="OutboxState.Sending"/>: a server may have taken it.</summary>
    public OutboxState State { get; set; }

    /// <summary>Since when it waits: it is given up some days after that.</summary>
    public DateTimeOffset Since { get; set; }

    public int Attempts { get; set; }

    /// <summary>How often a command gave it back to wait, however often it had tried before.</summary>
    public int Rounds { get; set; }

    public DateTimeOffset? NextTry { get; set; }

    /// <summary>When it was sent, refused for good, or became unknown. Records of earlier versions don't have it.</summary>
    public DateTimeOffset? Finished { get; set; }

    public string? ErrorId { get; set; }

    public string? LastError { get; set; }

    public string? ServerResponse { get; set; }

    /// <summary>Whether it was sent again after its outcome was unknown.</summary>
    public bool Resent { get; set; }

    /// <summary>The draft of the message that may be in a mailbox, or <see langword="null"/>.</summary>
    public MailboxDraft? Draft { get; set; }

    /// <summary>Each recipient that a server neither took nor refused for good, or that may have it, as nobody knows.</summary>
    public IReadOnlyList<RecipientResult> Open =>
        Recipients.Where(recipient => recipient.Accepted is null || recipient.OutcomeUnknown).ToList();

    /// <summary>Each recipient that the server refused for good.</summary>
    public IReadOnlyList<RecipientResult> Refused => Recipients.Where(recipient => recipient.Accepted == false).ToList();

    /// <summary>A copy, for another store.</summary>
    public OutboxRecord Clone() => (OutboxRecord)MemberwiseClone();

    /// <summary>Takes over what became of the message.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="now">The time now, by the store's clock.</param>
    public void Settle(OutboxOutcome outcome, DateTimeOffset now)
    {
        var isUnknownAsBefore = State == OutboxState.Unknown && outcome.State == OutboxState.Unknown;
        State = outcome.State;
        if (outcome.KeepsTimes)
            return;
        NextTry = outcome.Delay is { } delay ? now + delay : null;
        Finished = outcome.State == OutboxState.Waiting ? null : isUnknownAsBefore ? Finished ?? now : now;
        if (outcome.IsAnew)
            (Since, Rounds) = (now, 0);
    }

    /// <summary>Takes over what recovery knows of a message that was marked: nobody knows whether it arrived.</summary>
    public void SettleInterrupted(DateTimeOffset? found)
    {
        var error = Errors.OutboxInterrupted.With();
        State = OutboxState.Unknown;
        Finished = found;
        Attempts++;
        foreach (var open in Open)
            open.OutcomeUnknown = true;
        (ErrorId, LastError) = (error.ErrorId, error.Sentence);
    }

    /// <summary>The message as people see it.</summary>
    /// <param name="outbox">The location of the outbox, by which commands find it again.</param>
    /// <param name="state">The state that the store knows it by.</param>
    /// <param name="path">The full path of the message's file; empty where it is in none.</param>
    public OutboxEntry ToEntry(string outbox, OutboxState state, string path) => new()
    {
        Id = Id,
        State = state,
        Subject = Subject is { } subject ? ShownText.Line(subject) : null,
        From = Sender,
        To = Recipients.Select(recipient => recipient.Address).ToArray(),
        Recipients = Recipients,
        Size = Size,
        Accepted = Accepted,
        Attempts = Attempts,
        NextTry = NextTry,
        Finished = Finished,
        LastError = Move?.Reason.Sentence ?? ErrorAndDraft(state),
        ErrorId = Move?.Reason.ErrorId ?? ErrorId,
        ServerResponse = ServerResponse,
        MessageId = MessageId,
        Resent = Resent,
        IsEncrypted = Seal is not null,
        Path = path,
        Outbox = outbox,
        MayAskDraft = state == OutboxState.Unknown && Draft is { IsMarked: true, Id: not null },
    };

    // Nobody else tells people of the draft when the process that made it is dead.
    private string? ErrorAndDraft(OutboxState state)
    {
        if (Draft is not { } draft)
            return LastError;
        var name = draft.Id is not null ? $"the id {draft.Id}"
            : MessageId is not null ? $"the Message-ID {ShownText.Line(MessageId)}"
            : $"the subject '{ShownText.Line(Subject ?? "")}'";
        var sentence = state switch
        {
            OutboxState.Unknown when draft.IsMarked => Messages.DraftTells(draft.Mailbox, name),
            OutboxState.Waiting or OutboxState.Sending => Messages.DraftGoesWithNextTry(draft.Mailbox, name),
            _ => Messages.DraftToRemove(draft.Mailbox, name),
        };
        return LastError is null ? sentence : $"{LastError} {sentence}";
    }
}
