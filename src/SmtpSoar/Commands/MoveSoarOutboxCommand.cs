using System.Linq;
using System.Management.Automation;
using SmtpSoar.Binding;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Moves messages from one outbox to another, each exactly once, and finishes moves that were interrupted.</summary>
[Cmdlet(VerbsCommon.Move, "SoarOutbox", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(OutboxEntry))]
public sealed class MoveSoarOutboxCommand : OutboxCommand
{
    // Those that were interrupted first.
    private static readonly OutboxState[] Movable =
        [OutboxState.Moving, OutboxState.Waiting, OutboxState.Unknown, OutboxState.Failed, OutboxState.Sent];

    private string? _destination;
    private string? _source;
    private SmtpAsset? _given;
    private int _count;

    private string Shown => OutboxAddress.Shown(_destination!);

    /// <summary>The outbox that they go to.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = PathSet)]
    [Parameter(Mandatory = true, ParameterSetName = EntrySet)]
    [ValidateNotNullOrEmpty]
    public string? Destination { get; set; }

    /// <summary>Writes each message as the other outbox has it.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Settles where they go.</summary>
    protected override void BeginProcessing()
    {
        try
        {
            _destination = OutboxLocation.Of(Destination!, Paths);
        }
        catch (SmtpSoarException error)
        {
            ThrowFailure(error, Destination);
        }
    }

    /// <summary>Says how many were moved.</summary>
    protected override void EndProcessing()
    {
        if (_source is not null)
            Note(Texts.Moved(_count, _source, Shown));
    }

    // It may be the asset of either outbox, or of both: its login goes nowhere else.
    private protected override object? AssetFor(string path)
    {
        if (Asset is null)
            return null;
        _given ??= AssetArgument.Resolve(Asset, Paths);
        return OutboxStores.HasLoginFor(_given, path) ? _given : null;
    }

    private protected override OutboxState[]? StatesIn(string path)
    {
        if (path == Shown)
            throw Errors.OutboxMoveToItself.With(path);
        return State ?? (Id is null && Entry is null ? Movable : null);
    }

    private protected override void Handle(MailOutbox store, OutboxEntry entry)
    {
        _source = entry.Outbox;
        if (entry.State is OutboxState.Sending or OutboxState.Held)
            Warn(Texts.NotMovable(entry));
        else if (MayProcess(entry.ToString(), Texts.MoveAction(Shown)))
            Move(store, entry);
    }

    private void Move(MailOutbox store, OutboxEntry entry)
    {
        if (!TryMake(() => OpenOther(_destination!, entry), Shown, out var target)
            || !TryHandle(() => Run(stop => store.MoveAsync(entry, target, stop)), entry, out var isMoved))
            return;
        if (isMoved)
            Pass(target, entry.Id);
        else if (entry.State == OutboxState.Moving)
            Warn(Texts.StillMoving(entry));
        else
            Note(Texts.TakenByOther(entry));
    }

    private void Pass(MailOutbox target, string id)
    {
        _count++;
        if (PassThru && TryMake(() => target.List(new OutboxQuery { Ids = [id] }).FirstOrDefault(), id, out var moved) && moved is not null)
            WriteObject(moved);
    }
}
