namespace SmtpSoar.Core.Outbox;

/// <summary>Says how an outbox in a database is made.</summary>
public sealed class OutboxSetupOptions
{
    /// <summary>The role that may put messages into the outbox.</summary>
    public string AcceptRole { get; set; } = "smtpsoar_accept";

    /// <summary>The role that may send them.</summary>
    public string WorkRole { get; set; } = "smtpsoar_work";

    /// <summary>The role that may look at them.</summary>
    public string ReadRole { get; set; } = "smtpsoar_read";

    /// <summary>
    /// Whether a failover loses no commit, since the standby that takes over is a synchronous one. <see langword="null"/> leaves that as it
    /// is; at first it is not.
    /// </summary>
    public bool? SynchronousStandby { get; set; }
}
