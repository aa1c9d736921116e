using System;

namespace SmtpSoar.Core.Templates.Liquid.Faults;

/// <summary>How much one rendering may take. A mail of a runbook is far below each of them.</summary>
internal static class LiquidLimits
{
    /// <summary>The characters of a template's file.</summary>
    public const int MaxSource = 1024 * 1024;

    /// <summary>The characters that are written, and those of any value on the way there.</summary>
    public const int MaxOutput = 8 * 1024 * 1024;

    /// <summary>The statements that run.</summary>
    public const int MaxSteps = 2_000_000;

    /// <summary>The elements of a range.</summary>
    public const int MaxRange = 100_000;

    /// <summary>The depth of blocks and included templates.</summary>
    public const int MaxNesting = 50;

    /// <summary>The filters of one value, and the parts of one condition: each is evaluated within the next.</summary>
    public const int MaxChain = 200;

    /// <summary>The time.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);
}
