using System.Threading;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.WebApi;

/// <summary>Keeps account of the one request that sends a message: whether the provider may have all of it.</summary>
/// <param name="checkpoint">Hears of the moment, or is <see langword="null"/> without an outbox.</param>
internal sealed class SendGate(IDeliveryCheckpoint? checkpoint)
{
    private MailboxDraft? _draft;

    /// <summary>Whether the whole request may have arrived.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The draft that an outbox has on record, or <see langword="null"/>.</summary>
    public MailboxDraft? KeptDraft => checkpoint?.Draft;

    /// <summary>The request that sends the message is next: not one that only uploads a part of it.</summary>
    public void Begin(CancellationToken cancellationToken) => checkpoint?.Begin(cancellationToken);

    /// <summary>The request that sends a draft is next. Its mark is not begun ahead: such a message is large.</summary>
    public void BeginDraft(MailboxDraft draft) => _draft = draft;

    /// <summary>Keeps where a draft may be, or that there is none any more.</summary>
    public void KeepDraft(MailboxDraft? draft) => checkpoint?.KeepDraft(draft);

    /// <summary>The request goes on with its last byte.</summary>
    public void BeforeLastByte()
    {
        if (_draft is not null)
            checkpoint?.BeforeDraft(_draft);
        else
            checkpoint?.BeforeLastByte();
        IsWhole = true;
    }

    /// <summary>The provider has surely not taken the message.</summary>
    public void NotTaken()
    {
        IsWhole = false;
        checkpoint?.NotTaken();
    }
}
