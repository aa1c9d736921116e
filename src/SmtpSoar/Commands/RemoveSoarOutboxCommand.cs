using System;
using System.Management.Automation;
using SmtpSoar.Binding;
using SmtpSoar.Binding.Attributes;
using SmtpSoar.Core;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Removes messages from an outbox, each whole, and nothing that a command is sending.</summary>
[Cmdlet(VerbsCommon.Remove, "SoarOutbox", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
public sealed class RemoveSoarOutboxCommand : OutboxCommand
{
    /// <summary>
    /// Only messages that were sent, refused for good, or became unknown so long ago: a time span, or a number of days; also a date. One
    /// that still waits counts from the time it was accepted. Default: OutboxKeepDays of the asset, if nothing else says which.
    /// </summary>
    [Parameter]
    [Age]
    public TimeSpan? OlderThan { get; set; }

    private protected override TimeSpan? FinishedFor => Age();

    // A message that came down the pipeline is meant as it was there. With an age alone only those go of which nothing more can become.
    private protected override OutboxState[]? StatesIn(string path)
    {
        if (Entry is not null)
            return State is null || Array.IndexOf(State, Entry.State) >= 0 ? [Entry.State] : [];
        if (State is not null || Id is not null)
            return State;
        return Age() is null ? throw Errors.OutboxSelectionMissing.With(path) : [OutboxState.Sent, OutboxState.Failed];
    }

    private protected override void Handle(MailOutbox store, OutboxEntry entry)
    {
        if (MayProcess(entry.ToString(), Texts.RemoveFromOutboxAction)
            && TryHandle(() => Run(stop => store.RemoveAsync(entry, stop)), entry, out var isRemoved)
            && !isRemoved)
            Note(Texts.TakenByOther(entry));
    }

    // Nobody knows how old it is, or what it was: it goes only where it is named.
    private protected override void HandleDamaged(MailOutbox store, string id, SmtpSoarException damage)
    {
        if (Id is null || Array.IndexOf(Id, id) < 0)
            base.HandleDamaged(store, id, damage);
        else if (MayProcess(Texts.DamagedMessage(id), Texts.RemoveFromOutboxAction)
            && TryMake(() => Run(stop => store.RemoveDamagedAsync(id, stop)), id, out var isRemoved)
            && !isRemoved)
            WriteFailure(damage, id);
    }

    private TimeSpan? Age() => OlderThan ?? (State is null && Id is null && Entry is null ? KeepTime() : null);

    // With a path alone no asset is meant.
    private TimeSpan? KeepTime() =>
        (Path is null || Asset is not null) && AssetArgument.Resolve(Asset, Paths).OutboxKeepDays is { } days
            ? TimeSpan.FromDays(days)
            : null;
}
