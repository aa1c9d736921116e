using System.Collections.Generic;
using System.Threading;

namespace SmtpSoar.Core.Transport;

/// <summary>Keeps account of the one moment that decides about a message: from it on, a server may have taken it.</summary>
internal interface IDeliveryCheckpoint
{
    /// <summary>A transaction begins (MAIL FROM). A store may begin its mark now; nothing is waited for.</summary>
    /// <param name="cancellationToken">Stops the wait for the mark.</param>
    void Begin(CancellationToken cancellationToken);

    /// <summary>All of the message but its end has been written. Once this returns, the mark is kept, and the end goes too.</summary>
    /// <exception cref="SmtpSoarException">The mark can't be kept: the end must not go.</exception>
    void BeforeLastByte();

    /// <summary>The draft of the message is whole, and its sending is asked for next: the same as before a last byte.</summary>
    /// <param name="draft">The draft. It is kept with the mark, so that a later command can ask about it.</param>
    /// <exception cref="SmtpSoarException">The mark can't be kept: the draft must not be sent.</exception>
    void BeforeDraft(MailboxDraft draft);

    /// <summary>This try is over, and the server has not taken the message. Comes also where it never had all of it.</summary>
    void NotTaken();

    /// <summary>The server has taken the message for some recipients, and others are asked for next.</summary>
    /// <param name="results">The reply about each.</param>
    /// <returns>Whether it is kept for sure who has the message; without that nobody else may be asked for.</returns>
    bool Taken(IReadOnlyList<RecipientResult> results);

    /// <summary>The draft that is kept, or <see langword="null"/> where there is none.</summary>
    MailboxDraft? Draft { get; }

    /// <summary>Keeps where a draft of the message may be from now on, or that there is none any more.</summary>
    /// <param name="draft">The draft. Its id is not known before it is made.</param>
    /// <exception cref="SmtpSoarException">That can't be kept: no draft may be made.</exception>
    void KeepDraft(MailboxDraft? draft);
}

/// <summary>A draft of a message in a mailbox, as a store keeps it.</summary>
/// <param name="Mailbox">The mailbox.</param>
/// <param name="Id">The provider's id of the draft, or <see langword="null"/> where it is not known.</param>
internal sealed record MailboxDraft(string Mailbox, string? Id)
{
    /// <summary>Whether the draft is whole, and the mark of the message is that of its sending and of nothing else.</summary>
    public bool IsMarked { get; init; }
}
