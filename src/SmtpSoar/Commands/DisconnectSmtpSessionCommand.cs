using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Says goodbye to the mail server of a session. One that is closed already stays so.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "SmtpSession", SupportsShouldProcess = true)]
public sealed class DisconnectSmtpSessionCommand : CoreCommand
{
    /// <summary>The sessions.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public SmtpSession[]? Session { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var session in Session!)
            if (MayProcess(session.ToString(), Texts.CloseSessionAction))
                Close(session);
    }

    private void Close(SmtpSession session)
    {
        // Ctrl+C does not wait for a server that does not answer QUIT.
        Run(stop => Task.WhenAny(Task.Run(session.Connections.CloseAsync, CancellationToken.None), Task.Delay(Timeout.Infinite, stop)));
        session.Connections.Dispose();
    }
}
