using System.Management.Automation;

namespace SmtpSoar.Pipeline;

/// <summary>Brings the core's words to the command's streams.</summary>
internal sealed class CommandFeedback(Cmdlet command, ActionPump pump) : IFeedback
{
    public void Verbose(string message) => pump.Invoke(() => command.WriteVerbose(message));

    public void Warning(string message) => pump.Invoke(() => command.WriteWarning(message));
}
