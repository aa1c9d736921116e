using System;

namespace SmtpSoar;

/// <summary>How a step of <c>Test-SmtpAsset</c> ended.</summary>
public enum StepOutcome : long
{
    /// <summary>It worked.</summary>
    Success,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It was not needed, not wanted, or could not be done.</summary>
    Skipped,
}

/// <summary>One step of <c>Test-SmtpAsset</c>.</summary>
public sealed class ConnectivityStep
{
    /// <summary>
    /// The step: Resolve, Connect, Tls, Ehlo, Authenticate, TestMail; for a pickup directory Folder, TestMail; Dkim for each key.
    /// </summary>
    public string Name { get; set; } = "";

    /// <summary>How it ended.</summary>
    public StepOutcome Outcome { get; set; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>The step's finding, or its failure.</summary>
    public string Detail { get; set; } = "";

    /// <summary>The step in one line.</summary>
    public override string ToString() => $"{Name}: {Outcome}{(Detail.Length > 0 ? " - " + Detail : "")}";
}
