using System;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Composition;

namespace SmtpSoar.Core.Transport.Copies;

/// <summary>The receipts of a message and its copies, as they come.</summary>
/// <param name="message">The message, with its copies.</param>
internal sealed class CopyReceipts(ComposedMessage message)
{
    private readonly List<DeliveryReceipt> _receipts = [];

    /// <summary>Whether no other copy is sent: the message itself did not go, and what stopped it stops the copies too.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Takes the receipt of the next one.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="isKept">Whether an outbox keeps each by itself, so that none depends on another.</param>
    public void Add(DeliveryReceipt receipt, bool isKept)
    {
        _receipts.Add(receipt);
        var isFirst = _receipts.Count == 1;
        IsOver = receipt.Failure is { } failure && (failure.Is(Errors.Stopped) || (isFirst && !isKept && !IsAboutRecipients(failure)));
    }

    /// <summary>One receipt for all.</summary>
    public DeliveryReceipt ToReceipt()
    {
        var first = _receipts[0];
        return first with
        {
            Failure = _receipts.Exists(receipt => receipt.Failure is null) ? null : first.Failure,
            Recipients = Recipients(),
            Response = _receipts.Select(receipt => receipt.Response).FirstOrDefault(response => response is not null),
            Attempts = _receipts.Sum(receipt => Math.Max(receipt.Attempts, 1)) - (_receipts.Count - 1),
            Connection = _receipts.Select(receipt => receipt.Connection).LastOrDefault(connection => connection is not null),
            OutboxId = (_receipts.Find(receipt => receipt.IsKept) ?? first).OutboxId,
            IsKept = _receipts.Exists(receipt => receipt.IsKept),
            Fallback = _receipts.Select(receipt => receipt.Fallback).FirstOrDefault(use => use is not null),
        };
    }

    // Only one who is in the message itself decides about no other.
    private static bool IsAboutRecipients(SmtpSoarException failure) => failure.Is(Errors.RecipientsRefused);

    private List<RecipientResult> Recipients()
    {
        var all = new List<RecipientResult>();
        for (var i = 0; i <= message.Copies.Count; i++)
        {
            var part = i == 0 ? message : message.Copies[i - 1];
            all.AddRange(i < _receipts.Count ? Told(part, _receipts[i]) : part.ToResults());
        }

        return all;
    }

    // A server that accepts a recipient may still refuse the message.
    private static IReadOnlyList<RecipientResult> Told(ComposedMessage part, DeliveryReceipt receipt)
    {
        var results = receipt.Recipients ?? part.ToResults();
        if (receipt.Failure is not { } failure)
            return results;
        foreach (var result in results.Where(result => result.Accepted != false))
        {
            result.Accepted = failure.MayBeDelivered ? result.Accepted : failure.Reply is null ? null : false;
            result.OutcomeUnknown |= failure.MayBeDelivered;
            result.StatusCode = failure.Reply?.Code;
            result.EnhancedStatusCode = failure.Reply?.EnhancedCode;
            result.Text = failure.Reply?.Text ?? failure.Sentence;
        }

        return results;
    }
}
