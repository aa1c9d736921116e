using System;

namespace SmtpSoar;

/// <summary>How an outbox is, in numbers, as <c>Measure-SoarOutbox</c> gives them to a monitor.</summary>
public sealed class OutboxMeasure
{
    /// <summary>The outbox.</summary>
    public string Outbox { get; set; } = "";

    /// <summary>When it was measured, by the outbox's own clock.</summary>
    public DateTimeOffset Time { get; set; }

    /// <summary>How many messages wait, due or not.</summary>
    public int Waiting { get; set; }

    /// <summary>How many of those that wait are due now.</summary>
    public int Due { get; set; }

    /// <summary>How many messages commands are sending.</summary>
    public int Sending { get; set; }

    /// <summary>How many messages were sent, and are still there.</summary>
    public int Sent { get; set; }

    /// <summary>How many messages failed, and are still there.</summary>
    public int Failed { get; set; }

    /// <summary>How many messages may have been delivered or not.</summary>
    public int Unknown { get; set; }

    /// <summary>How many messages wait for the decision of a person.</summary>
    public int Held { get; set; }

    /// <summary>How many messages are on their way to another outbox, or from one.</summary>
    public int Moving { get; set; }

    /// <summary>When the oldest message that waits was accepted; <see langword="null"/>: none waits.</summary>
    public DateTimeOffset? OldestWaiting { get; set; }

    /// <summary>Since when the message waits that has been due for longest; <see langword="null"/>: none is due.</summary>
    public DateTimeOffset? OldestDue { get; set; }

    /// <summary>How long the oldest message has waited; <see langword="null"/>: none waits.</summary>
    public TimeSpan? OldestWaitingAge => Time - OldestWaiting;

    /// <summary>
    /// For how long a message has been due that nobody sends; <see langword="null"/>: none is due. It grows where no worker works.
    /// </summary>
    public TimeSpan? OldestDueAge => Time - OldestDue;

    /// <summary>The time up to now of which the three rates are.</summary>
    public TimeSpan Period { get; set; }

    /// <summary>How many of the messages that are there were accepted in that time, a minute.</summary>
    public double AcceptedPerMinute { get; set; }

    /// <summary>How many of the messages that are there were sent in that time, a minute.</summary>
    public double SentPerMinute { get; set; }

    /// <summary>How many of the messages that are there failed in that time, a minute.</summary>
    public double FailedPerMinute { get; set; }
}
