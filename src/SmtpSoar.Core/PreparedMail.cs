using System;
using System.Globalization;
using System.Linq;
using SmtpSoar.Core.Composition;

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

    internal string? OutboxId { get; set; }

    internal TimeSpan Elapsed { get; set; }

    /// <summary>A message that can't even be asked for.</summary>
    public static PreparedMail Failed(MailRequest request, SmtpSoarException failure) => new(request) { Failure = failure };

    /// <summary>Whether it could be sent.</summary>
    public bool IsReady => Message is not null;

    /// <summary>How many recipients it has.</summary>
    public int RecipientCount => Message?.Recipients.Count ?? 0;

    /// <summary>How many bytes it has.</summary>
    public long Size => Message?.Image.Size ?? 0;

    /// <summary>The id of what is wrong with it, or <see langword="null"/>.</summary>
    public string? ErrorId => Failure?.ErrorId;

    /// <summary>Whether it is read from files of the sender's while it is sent. Those in an outbox stay what they are.</summary>
    internal bool IsReadWhileSent => Message is { Image.IsBuffered: false, Entry: null };

    /// <summary>The outcome of a message that could not be composed.</summary>
    public MailOutcome ToFailure() => MailOutcome.Failed(ToResult(), Failure!);

    /// <summary>What would be sent, to whom and how large.</summary>
    public override string ToString() => Message is not { } message
        ? ""
        : string.Format(
            CultureInfo.InvariantCulture,
            "'{0}' from {1} to {2} ({3:N0} bytes)",
            message.Subject,
            message.Sender,
            string.Join(", ", message.Recipients.Select(recipient => recipient.Address)),
            message.Image.Size);

    internal SoarActionResult ToResult()
    {
        var result = new SoarActionResult { Action = _request.Action, Parameter = _request.Parameter, Duration = Elapsed, OutboxId = OutboxId };
        if (Message is not { } message)
            return result;
        result.MessageId = message.MessageId;
        result.Size = message.Image.Size;
        result.Recipients = message.Recipients.Select(recipient => new RecipientResult { Address = recipient.Address.Text, Kind = recipient.Kind }).ToArray();
        return result;
    }
}
