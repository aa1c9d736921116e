namespace SmtpSoar.Core.Outbox.Moving;

/// <summary>Holds what a message has on record while it moves from one outbox to another.</summary>
/// <param name="State">The state that it had, and will have.</param>
/// <param name="Other">The other outbox in a sentence.</param>
/// <param name="Stage">How far it is, here.</param>
internal sealed record OutboxMove(OutboxState State, string Other, OutboxMoveStage Stage)
{
    /// <summary>Why nothing sends it.</summary>
    public SmtpSoarException Reason => Stage == OutboxMoveStage.Arrived
        ? Errors.OutboxArrivalUnfinished.With(Other)
        : Errors.OutboxMoveUnfinished.With(Other);
}
