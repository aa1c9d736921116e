using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace SmtpSoar.Tests.Engine;

/// <summary>What a run of commands wrote.</summary>
/// <param name="Output">The output.</param>
/// <param name="Errors">The errors.</param>
/// <param name="Warnings">The warnings.</param>
public sealed record CommandRun(IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, IReadOnlyList<string> Warnings)
{
    /// <summary>The one result of one message.</summary>
    public SoarActionResult Result => (SoarActionResult)Output.Single().BaseObject;

    /// <summary>All results.</summary>
    public IReadOnlyList<SoarActionResult> Results => [.. Output.Select(item => item.BaseObject).OfType<SoarActionResult>()];

    /// <summary>The one error's id, without the command's name that PowerShell puts behind it.</summary>
    public string ErrorId => Errors.Single().FullyQualifiedErrorId.Split(',')[0];
}
