namespace SmtpSoar.Core.Outbox.Moving;

/// <summary>How far a message is that moves. The outbox that it leaves decides: what it has not handed over is still its own.</summary>
internal enum OutboxMoveStage
{
    /// <summary>It is to leave, and the other outbox may or may not have a copy that waits for leave.</summary>
    Leaving,

    /// <summary>The other outbox has it, and may do with it what it likes. The copy that is here is sent by nothing.</summary>
    HandedOver,

    /// <summary>It came from the other outbox, and is not this one's before that has handed it over.</summary>
    Arrived,
}
