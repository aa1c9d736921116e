using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Outbox.Delivery;
using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Core;

/// <summary>A message that was composed and checked, or what was wrong with it.</summary>
public sealed class PreparedMail
{
    private readonly MailRequest _request;

    internal PreparedMail(MailRequest request) => _request = request;

    internal ComposedMessage? Message { get; set; }

    /// <summary>Gives the message that is sent next by the same thread, or <see langword="null"/> while none is known to be.</summary>
    internal Func<ComposedMessage?>? Next { get; set; }

    internal SmtpSoarException? Failure { get; set; }

    /// <summary>The id of the message in the outbox, where it comes from there.</summary>
    public string? OutboxId { get; internal set; }

    /// <summary>Its entry in the outbox, where it comes from there.</summary>
    internal OutboxEntryLifecycle? Entry { get; set; }

    /// <summary>Whether it waits in the outbox though it can't be sent by this command.</summary>
    internal bool IsKept { get; set; }

    /// <summary>Its acceptance by the outbox, where that was begun before the message is sent.</summary>
    internal Task<OutboxEntryLifecycle>? Acceptance { get; set; }

    /// <summary>Whether others send it from the outbox, since this command sends no more.</summary>
    internal bool IsLeftToOthers { get; set; }

    /// <summary>SOAR's name of the action.</summary>
    internal string Action => _request.Action;

    internal TimeSpan Elapsed { get; set; }

    /// <summary>Composes and checks a message. Its warnings are told, and its failure is kept for the outcome.</summary>
    internal static PreparedMail Of(MailRequest request, MessageFactory messages, IFeedback feedback, CancellationToken cancellationToken)
    {
        var prepared = new PreparedMail(request);
        prepared.Failure = Failures.Of(() => prepared.Message = messages.Create(request, cancellationToken));
        prepared.Message?.ReportTo(feedback);
        return prepared;
    }

    /// <summary>A message that can't even be asked for.</summary>
    public static PreparedMail Failed(MailRequest request, SmtpSoarException failure) => new(request) { Failure = failure };

    /// <summary>Whether it could be sent.</summary>
    public bool IsReady => Message is not null;

    /// <summary>How many recipients it has.</summary>
    public int RecipientCount => Message?.AllRecipients.Count ?? 0;

    /// <summary>How many bytes it has.</summary>
    public long Size => Message?.Image.Size ?? 0;

    /// <summary>The id of what is wrong with it, or <see langword="null"/>.</summary>
    public string? ErrorId => Failure?.ErrorId;

    /// <summary>Whether it is read from files of the sender's while it is sent. Those in an outbox stay what they are.</summary>
    internal bool IsReadWhileSent => Entry is null && Message is { IsBuffered: false };

    /// <summary>The outcome of a message that could not be composed.</summary>
    public MailOutcome ToFailure() => MailOutcome.Failed(ToResult(), Failure!);

    /// <summary>The message, its recipients and its size, for people.</summary>
    public override string ToString() => Message is not { } message
        ? ""
        : string.Format(
            CultureInfo.InvariantCulture,
            "'{0}' from {1} to {2} ({3:N0} bytes{4})",
            message.Subject,
            message.Sender,
            string.Join(", ", message.AllRecipients.Select(recipient => recipient.Address)),
            message.Image.Size,
            string.Concat(message.Marks.Select(mark => $", {mark.Word}")));

    internal SoarActionResult ToResult()
    {
        var result = new SoarActionResult
        {
            Action = _request.Action,
            Parameter = _request.Parameter,
            Duration = Elapsed,
            OutboxId = OutboxId,
            IsKept = IsKept,
        };
        if (Message is not { } message)
            return result;
        result.MessageId = message.MessageId;
        result.Size = message.Image.Size;
        result.Recipients = message.ToResults();
        if (message.Copies.Count > 0)
            result.Recipients = [.. result.Recipients, .. message.Copies.SelectMany(copy => copy.ToResults())];
        return result;
    }
}
