using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SmtpSoar.Binding;
using SmtpSoar.Binding.Attributes;
using SmtpSoar.Binding.Completion;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Sends what waits in an outbox. Several may work on one outbox: each message is taken by one.</summary>
[Cmdlet(VerbsCommunications.Send, "SoarOutbox", SupportsShouldProcess = true, DefaultParameterSetName = OnceSet)]
[OutputType(typeof(SoarActionResult))]
public sealed partial class SendSoarOutboxCommand : MailCommand
{
    private const string OnceSet = "Once";
    private const string WatchSet = "Watch";

    private SmtpAsset? _asset;
    private MailOutbox? _outbox;
    private string? _location;
    private string? _path;
    private readonly Postponed _deferred = new();
    private readonly List<OutboxEntry> _chosen = [];
    private readonly Dictionary<string, bool> _allowed = [];
    private bool _hasFound;
    private bool _hasLooked;
    private bool _hasSaidPause;

    /// <summary>The outbox: its folder, or its address. Default: that of the asset.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Only these messages.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = OnceSet)]
    [ArgumentCompleter(typeof(OutboxIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>
    /// Messages as Get-SoarOutbox gives them. They are sent by the outbox and the asset that they were found by, unless others are named.
    /// </summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = OnceSet)]
    [OutboxEntryGiven]
    public OutboxEntry? Entry { get; set; }

    /// <summary>Also those that are to be tried later.</summary>
    [Parameter(ParameterSetName = OnceSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>Also those that may have been delivered, since the server's answer was lost. They may arrive twice.</summary>
    [Parameter(ParameterSetName = OnceSet)]
    public SwitchParameter ResendUnknown { get; set; }

    /// <summary>A session of Connect-SmtpSession, whose connections are used and stay open. It has settled the asset.</summary>
    [Parameter(ParameterSetName = OnceSet)]
    [ValidateNotNull]
    public SmtpSession? Session { get; set; }

    /// <summary>
    /// Removes what was sent or refused for good so long ago: a time span, or a number of days. Default: OutboxKeepDays of the asset.
    /// </summary>
    [Parameter]
    [Age]
    public TimeSpan? Retention { get; set; }

    /// <summary>Settles the server and the outbox for all messages.</summary>
    protected override void BeginProcessing()
    {
        if (!IsSettledByEntry)
            Begin();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_location is null)
            Begin();
        if (Watch)
            Stay();
        else
            SendWaiting();
    }

    private bool IsSettledByEntry =>
        (Entry is not null || MyInvocation.ExpectingInput) && !Watch && Path is null && Asset is null && Session is null;

    // One that comes down the pipeline has bound its id already.
    private string[]? Ids => Id ?? (Entry is null ? null : [Entry.Id]);

    private void Begin()
    {
        try
        {
            if (Watch)
                Prepare();
            else
                Open();
        }
        catch (SmtpSoarException error)
        {
            ThrowFailure(error, Path);
        }
    }

    private void SendWaiting()
    {
        if (Entry is { State: OutboxState.Sent })
        {
            Note(Texts.SentAlready(Entry));
            return;
        }

        if (Force || ResendUnknown || Ids is not null)
            Sender.AskAtOnce();
        var left = new HashSet<string>(Ids ?? []);
        if (!TryMake(() => Ask(left), Path, out _))
            return;
        var query = new OutboxQuery
        {
            States = States(),
            Ids = Ids,
            OnlyDue = !Force && Ids is null,
            OnNotDue = Postpone,
            OnDamaged = (_, damage) => WriteFailure(damage, Path),
        };
        if (!TryMake(() => _outbox!.List(query).GetEnumerator(), Path, out var found) || !TryMake(Count, Path, out var count))
            return;
        Sender.Announce(count);
        _hasLooked = true;
        using (found)
            SendAll(found, left);
        foreach (var id in left)
            Miss(id);
    }

    // A message that was listed may have been sent meanwhile.
    private void Miss(string id)
    {
        var isSent = false;
        if (Entry is not null && !TryMake(() => IsSent(id), Path, out isSent))
            return;
        if (isSent)
            Note(Texts.SentAlready(Entry!));
        else
            WriteFailure(Errors.OutboxEntryNotWaiting.With(id, _path), id);
    }

    private bool IsSent(string id) => _outbox!.List(new OutboxQuery { States = [OutboxState.Sent], Ids = [id] }).Any();

    // First, since a mail that its draft tells of need not be sent again.
    private bool Ask(HashSet<string> left)
    {
        var found = Sender.ListAskable(Ids, onlyDue: !Force && !ResendUnknown && Ids is null);
        left.ExceptWith(found.Select(entry => entry.Id));
        _hasFound |= found.Count > 0;
        List<OutboxEntry> allowed = [.. found.Where(MaySend)];
        if (allowed.Count > 0)
            Sender.Ask(allowed, isLast: !ResendUnknown, (_, damage) => WriteFailure(damage, Path));
        return true;
    }

    // A person is asked once about a mail.
    private bool MaySend(OutboxEntry entry) =>
        _allowed.TryGetValue(entry.Id, out var allowed) ? allowed : _allowed[entry.Id] = Sender.MaySend(entry);

    /// <summary>Waits for what is on its way, and says what waits for later.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (Watch || _outbox is null)
            return;
        if (!_hasFound && _deferred.Count > 0)
            Warn(Texts.NothingDue(_path!, _deferred.Count, _deferred.First, _deferred.Last));
        else if (!_hasFound)
            Note(Texts.NothingWaits(_path!));
        if (!_hasFound && _hasLooked && Ids is null)
            WarnOfThoseThatNeedAPerson();
        if (Ids is null && Age() is { } age)
            RemoveOutdated(age);
    }

    private void WarnOfThoseThatNeedAPerson()
    {
        foreach (var state in new[] { OutboxState.Held, OutboxState.Unknown })
            if (TryMake(() => Run(stop => _outbox!.CountAsync([state], stop)), Path, out var count) && count > 0)
                Warn(Texts.NeedAPerson(_path!, state, count));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // First what works, and then the outbox that it works in.
        base.Dispose(disposing);
        if (disposing)
            _outbox?.Dispose();
    }

    private int Count() => Ids?.Length ?? Run(stop => _outbox!.CountAsync(States(), stop));

    // The unknown ones first: a message that becomes unknown during this command was not asked for.
    private OutboxState[] States() => ResendUnknown ? [OutboxState.Unknown, OutboxState.Waiting] : [OutboxState.Waiting];

    private void Prepare()
    {
        var entry = IsSettledByEntry ? Entry : null;
        _asset = entry?.Access?.Asset ?? OwnerOf(entry) ?? ResolveAsset(Session);
        _location = entry?.Access?.Location ?? OutboxLocation.Of(entry?.Outbox is { Length: > 0 } outbox ? outbox : Path, _asset, Paths);
        _path = OutboxAddress.Shown(_location);
    }

    // One that was exported, or is another session's, knows its outbox alone.
    private SmtpAsset? OwnerOf(OutboxEntry? entry) => entry is { Access: null, Outbox.Length: > 0 }
        ? OutboxLocation.AssetFor(entry.Outbox, null, Paths)
        : null;

    private void Open()
    {
        Prepare();
        _outbox = new MailOutbox(_location!, Feedback, _asset);
        Run(_outbox.RecoverAsync);
        OpenSender(_asset!, Session, _location, _outbox);
    }

    private void SendAll(IEnumerator<OutboxEntry> found, HashSet<string> left)
    {
        while (!Stopping && TryMake(found.MoveNext, Path, out var more) && more)
        {
            if (Sender.OutboxPause is { } away)
            {
                SayOthersWait(away);
                left.Clear();
                break;
            }

            _hasFound = true;
            left.Remove(found.Current.Id);
            if (_allowed.TryGetValue(found.Current.Id, out var allowed) ? allowed : Sender.MaySend(found.Current))
                Choose(found.Current);
        }

        SendChosen();
    }

    private void SayOthersWait(SmtpSoarException away)
    {
        if (!_hasSaidPause)
            Warn(Texts.OthersWait(away));
        _hasSaidPause = true;
    }

    // A store may lend several messages at once for the price of one.
    private void Choose(OutboxEntry entry)
    {
        if (_chosen.Count > 0 && _chosen[0].State != entry.State)
            SendChosen();
        _chosen.Add(entry);
        if (_chosen.Count >= Sender.ClaimBatch)
            SendChosen();
    }

    private void Postpone(OutboxEntry entry)
    {
        _deferred.Add(entry);
        Sender.Announce(-1);
    }

    private TimeSpan? Age() => Retention ?? (_asset!.OutboxKeepDays is { } days ? TimeSpan.FromDays(days) : null);

    private void RemoveOutdated(TimeSpan age)
    {
        var count = 0;
        if (!TryMake(() => _outbox!.Outdated(age).GetEnumerator(), Path, out var found))
            return;
        using (found)
        {
            while (!Stopping && TryMake(found.MoveNext, Path, out var more) && more
                && (count > 0 || MayProcess(_path!, Texts.RemoveOutdatedAction(age))))
                count += Remove(found.Current);
        }

        if (count > 0)
            Note(Texts.OutdatedRemoved(count, _path!));
    }

    private int Remove(OutboxEntry entry) =>
        TryMake(() => Run(stop => _outbox!.RemoveAsync(entry, stop)), entry, out var isRemoved) && isRemoved ? 1 : 0;

    private void SendChosen()
    {
        OutboxEntry[] chosen = [.. _chosen];
        _chosen.Clear();
        var damaged = new Dictionary<string, SmtpSoarException>();
        if (chosen.Length == 0 || Stopping
            || !TryMake(() => Sender.Claim(chosen, NoteDamage), chosen[0], out var claimed))
            return;
        if (claimed.Count == 0 && Sender.OutboxPause is { } away)
        {
            SayOthersWait(away);
            return;
        }

        var mails = claimed.ToDictionary(mail => mail.OutboxId!);
        foreach (var entry in chosen)
        {
            if (damaged.TryGetValue(entry.Id, out var damage))
                WriteFailure(damage, entry);
            else if (mails.TryGetValue(entry.Id, out var mail) && mails.Remove(entry.Id))
                Sender.Dispatch(mail);
            else
                Note(Texts.TakenByOther(entry));
        }

        void NoteDamage(string id, SmtpSoarException damage) => damaged[id] = damage;
    }

    /// <summary>Counts the messages that are to be tried later.</summary>
    private sealed class Postponed
    {
        public int Count { get; private set; }

        public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

        public DateTimeOffset Last { get; private set; } = DateTimeOffset.MinValue;

        public void Add(OutboxEntry entry)
        {
            var time = entry.NextTry!.Value;
            Count++;
            (First, Last) = (time < First ? time : First, time > Last ? time : Last);
        }
    }
}
