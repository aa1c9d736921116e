using System.Collections.Generic;

namespace SmtpSoar.Binding.Completion;

/// <summary>Completes priorities.</summary>
public sealed class PriorityCompleter : KnownValueCompleter
{
    private protected override IReadOnlyList<(string Value, string ToolTip)> Known =>
    [
        (nameof(MailPriority.Normal), "No header field."),
        (nameof(MailPriority.High), "Shown as important."),
        (nameof(MailPriority.Low), "Shown as of low importance."),
    ];
}
