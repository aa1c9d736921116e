using System.Management.Automation;
using SmtpSoar.Core;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Lists the messages in an outbox, or puts failed ones back into its queue.</summary>
[Cmdlet(VerbsCommon.Get, "SoarOutbox", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(OutboxEntry))]
public sealed class GetSoarOutboxCommand : OutboxCommand
{
    /// <summary>Puts those that have failed back into the queue, for Send-SoarOutbox, and writes them.</summary>
    [Parameter]
    public SwitchParameter Retry { get; set; }

    private protected override OutboxState[]? StatesIn(string path) =>
        State ?? (Retry && Id is null && Entry is null ? [OutboxState.Failed] : null);

    private protected override void Handle(MailOutbox store, OutboxEntry entry)
    {
        if (!Retry)
            WriteObject(entry);
        else if (MayProcess(entry.ToString(), Texts.RetryAction)
            && TryMake(() => Run(stop => store.RetryAsync(entry.Id, stop)), entry, out var waiting))
            WriteObject(waiting);
    }
}
