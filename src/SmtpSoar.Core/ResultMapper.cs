using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Smtp.Protocol;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core;

/// <summary>Makes SOAR's result of a receipt, in one place: no transport knows of it.</summary>
internal static class ResultMapper
{
    /// <summary>Gets the outcome of a message.</summary>
    /// <param name="result">The result, with what was known before the message was sent.</param>
    /// <param name="message">The message.</param>
    /// <param name="receipt">The receipt.</param>
    /// <param name="outbox">The name of the outbox that keeps it, or <see langword="null"/>.</param>
    public static MailOutcome ToOutcome(SoarActionResult result, ComposedMessage message, DeliveryReceipt receipt, string? outbox)
    {
        Fill(result, receipt);
        if (receipt.Failure is { } failure)
            return MailOutcome.Failed(result, failure);
        if (receipt.IsLeftToOthers)
        {
            (result.Status, result.Message) = ("success", Messages.KeptForOthers(outbox!));
            return new MailOutcome(result, null);
        }

        var outcome = Sent(result, message, outbox);
        if (receipt.Fallback is { } use)
            result.Message = ShownText.Line(
                Messages.EmailSentByFallback(use.First, use.Asset, result.Server, use.Failure.Sentence),
                ShownText.MaxSentence);
        return outcome;
    }

    /// <summary>Brings what a receipt tells into a result.</summary>
    public static void Fill(SoarActionResult result, DeliveryReceipt receipt)
    {
        if (receipt.Connection is { } connection)
            (result.Server, result.Port, result.Tls, result.Authentication) =
                (connection.Server, connection.Port, connection.Tls, connection.Authentication);
        if (receipt.Recipients is { } recipients)
            result.Recipients = recipients;
        result.Attempts = receipt.Attempts;
        result.ServerResponse = receipt.Response;
        result.OutboxId = receipt.OutboxId ?? result.OutboxId;
        result.Size = receipt.StoredSize ?? result.Size;
        result.IsKept = receipt.IsKept;
        result.FallbackAsset = receipt.Fallback?.Asset;
    }

    private static MailOutcome Sent(SoarActionResult result, ComposedMessage message, string? outbox)
    {
        result.Status = "success";
        result.Message = message.MissingAttachments.Count == 0
            ? Messages.EmailSent
            : ShownText.Line(Messages.EmailSentWithout(message.MissingAttachments), ShownText.MaxSentence);
        var error = HasRefused(result.Recipients) ? ToError(result, outbox) : null;
        result.ErrorId = error?.ErrorId;
        return new MailOutcome(result, error);
    }

    private static bool HasRefused(IReadOnlyList<RecipientResult> recipients)
    {
        for (var i = 0; i < recipients.Count; i++)
            if (IsRefused(recipients[i]))
                return true;
        return false;
    }

    private static bool IsRefused(RecipientResult recipient) => recipient.Accepted != true || recipient.OutcomeUnknown;

    // A recipient whose reply was lost in a transaction of its own may have the message: nobody refused it.
    private static SmtpSoarException ToError(SoarActionResult result, string? outbox)
    {
        var refused = result.Recipients.Where(IsRefused).ToList();
        var isUnknown = refused.Exists(recipient => recipient.OutcomeUnknown);
        var error = (isUnknown ? Errors.OutcomeUnknown : Errors.RecipientRefused).With(result.Server, RefusalList.Of(refused));
        if (!isUnknown && RefusalAdvice.For(refused) is { } advice)
            error = error.Advising(advice);
        if (outbox is not null && refused.Exists(recipient => recipient.Accepted is null || recipient.IsRefusedForNow))
            error = error.Advising($"{error.Advice} {Messages.OthersKept(outbox)}");
        return error;
    }
}
