using System;

namespace SmtpSoar.Core.Worker;

/// <summary>How a worker works that stays with an outbox.</summary>
public sealed class OutboxWorkerOptions
{
    /// <summary>Made for one outbox.</summary>
    /// <param name="openOutbox">Opens the outbox, at the beginning and again after its absence.</param>
    /// <param name="mailOptions">How messages of an outbox that is open are sent.</param>
    public OutboxWorkerOptions(Func<MailOutbox> openOutbox, Func<MailOutbox, MailServiceOptions> mailOptions) =>
        (OpenOutbox, MailOptions) = (openOutbox, mailOptions);

    /// <summary>How old sent and failed messages get before they are removed; <see langword="null"/>: they stay.</summary>
    public TimeSpan? Retention { get; set; }

    /// <summary>Full path of a file that says how the worker is, renewed every few seconds; <see langword="null"/>: none.</summary>
    public string? HealthFile { get; set; }

    /// <summary>How long what is on its way may take after a stop, before it is stopped too.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Hears of absences and returns.</summary>
    public IFeedback? Feedback { get; set; }

    internal Func<MailOutbox> OpenOutbox { get; }

    internal Func<MailOutbox, MailServiceOptions> MailOptions { get; }

    /// <summary>The clock.</summary>
    internal TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Gives numbers from 0 up to 1, so that many workers do not ask at the same moment.</summary>
    internal Func<double> Random { get; set; } = new Random().NextDouble;
}
