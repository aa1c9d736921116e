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

    /// <summary>Lets those be sent that are held since a failover or a restore of the database. They may arrive twice.</summary>
    [Parameter]
    public SwitchParameter Release { get; set; }

    private protected override OutboxState[]? StatesIn(string path) =>
        State ?? ((Retry || Release) && Id is null && Entry is null ? [Release ? OutboxState.Held : OutboxState.Failed] : null);

    private protected override void Handle(MailOutbox store, OutboxEntry entry)
    {
        if (!Retry && !Release)
            WriteObject(entry);
        else if (Release)
            LetGo(store, entry);
        else if (MayProcess(entry.ToString(), Texts.RetryAction)
            && TryHandle(() => Run(stop => store.RetryAsync(entry.Id, stop)), entry, out var waiting))
            WriteObject(waiting);
    }

    private void LetGo(MailOutbox store, OutboxEntry entry)
    {
        if (MayProcess(entry.ToString(), Texts.ReleaseAction)
            && TryHandle(() => Run(stop => store.ReleaseAsync(entry.Id, stop)), entry, out var waiting))
            WriteObject(waiting);
    }
}
