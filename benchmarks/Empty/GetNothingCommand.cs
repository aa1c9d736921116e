using System.Management.Automation;

namespace SmtpSoar.Benchmarks.Empty;

/// <summary>Does nothing.</summary>
[Cmdlet(VerbsCommon.Get, "Nothing")]
public sealed class GetNothingCommand : PSCmdlet
{
}
