namespace SmtpSoar;

/// <summary>The tables and roles of an outbox in a database, as <c>Initialize-SoarOutbox</c> has left them.</summary>
public sealed class OutboxSetup
{
    /// <summary>The address of the outbox, without a password.</summary>
    public string Outbox { get; set; } = "";

    /// <summary>The schema that has the tables.</summary>
    public string Schema { get; set; } = "";

    /// <summary>The version of the tables.</summary>
    public int Version { get; set; }

    /// <summary>The version that was there before; <see langword="null"/>: there was none.</summary>
    public int? PreviousVersion { get; set; }

    /// <summary>The role whose members may put messages into the outbox, and neither read nor change any.</summary>
    public string AcceptRole { get; set; } = "";

    /// <summary>The role whose members may send them.</summary>
    public string WorkRole { get; set; } = "";

    /// <summary>The role whose members may look at them.</summary>
    public string ReadRole { get; set; } = "";

    /// <summary>Whether nothing is held after a failover, since the standby is a synchronous one.</summary>
    public bool SynchronousStandby { get; set; }
}
