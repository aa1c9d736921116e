using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Core.Smtp.Protocol;

/// <summary>Says what to do about recipients whom the server refused, as its replies have it.</summary>
internal static class RefusalAdvice
{
    private const int Permanent = 500;

    /// <summary>The advice that fits all of the replies, or <see langword="null"/> where the addresses are to be checked.</summary>
    public static string? For(IReadOnlyCollection<RecipientResult> refused)
    {
        var advice = refused.Select(For).Distinct().ToList();
        if (advice.Count == 1)
            return advice[0];
        return refused.All(IsForNow) ? ReplyAdvice.ForNow : refused.Any(IsForNow) ? Messages.SomeRefusedForNow : null;
    }

    private static string? For(RecipientResult recipient) =>
        recipient.StatusCode is { } code ? ReplyAdvice.For(new SmtpReply(code, recipient.EnhancedStatusCode, recipient.Text ?? "")) : null;

    private static bool IsForNow(RecipientResult recipient) => recipient.StatusCode is < Permanent;
}
