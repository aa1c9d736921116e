using System;
using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Core.Transport;

/// <summary>Tells which recipients were refused, and why: a reply that several got stands once.</summary>
internal static class RefusalList
{
    private const int MaxReplies = 4;
    private const int MaxNamed = 3;
    private const int MaxAddress = 100;
    private const int MaxText = 300;

    /// <summary>The refusals in one sentence's part.</summary>
    public static string Of(IReadOnlyCollection<RecipientResult> recipients)
    {
        var replies = recipients.GroupBy(Reply, StringComparer.Ordinal).Select(same => same.ToList()).ToList();
        var shown = replies.Take(MaxReplies).Select(Describe);
        var left = replies.Skip(MaxReplies).Sum(same => same.Count);
        return string.Join("; ", left > 0 ? shown.Append(Messages.RefusedOtherwise(left)) : shown);
    }

    // Many servers repeat the address.
    private static string Reply(RecipientResult recipient) =>
        Words(recipient, recipient.Address.Length > 0 ? recipient.Text?.Replace(recipient.Address, "\0") : recipient.Text);

    private static string Describe(List<RecipientResult> same)
    {
        var names = string.Join(", ", same.Take(MaxNamed).Select(recipient => ShownText.Cut(recipient.Address, MaxAddress)));
        var more = same.Count > MaxNamed ? Messages.AndMore(same.Count - MaxNamed) : "";
        return $"{names}{more} ({Words(same[0], ShownText.Cut(same[0].Text ?? "", MaxText))})";
    }

    private static string Words(RecipientResult recipient, string? text) => recipient switch
    {
        { OutcomeUnknown: true } => Messages.RecipientUnknown,
        { StatusCode: null } => string.IsNullOrEmpty(text) ? Messages.NotAsked : text!,
        _ => new SmtpReply(recipient.StatusCode.Value, recipient.EnhancedStatusCode, text ?? "").ToString(),
    };
}
