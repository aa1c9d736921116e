using System;
using System.Collections.Generic;
using System.Threading;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Tests.Transport;

/// <summary>Notes what a transport tells about the point of no return.</summary>
internal sealed class CheckpointRecorder(Action? beforeLastByte = null) : IDeliveryCheckpoint
{
    public List<string> Calls { get; } = [];

    public void Begin(CancellationToken cancellationToken) => Calls.Add(nameof(Begin));

    public MailboxDraft? Draft { get; private set; }

    public void KeepDraft(MailboxDraft? draft) => Draft = draft;

    public void BeforeDraft(MailboxDraft draft) => BeforeLastByte();

    public void BeforeLastByte()
    {
        Calls.Add(nameof(BeforeLastByte));
        beforeLastByte?.Invoke();
    }

    public void NotTaken() => Calls.Add(nameof(NotTaken));

    public bool Taken(IReadOnlyList<RecipientResult> results)
    {
        Calls.Add(nameof(Taken));
        return true;
    }
}
