using System.Collections.Generic;
using System.Management.Automation;

namespace SmtpSoar.Binding.Completion;

/// <summary>Offers hashtables with header fields. Inside of a hashtable PowerShell asks no completer.</summary>
public sealed class HeaderNameCompleter : KnownValueCompleter
{
    private protected override IReadOnlyList<(string Value, string ToolTip)> Known =>
    [
        ("In-Reply-To", "The Message-ID that this message answers (RFC 5322)."),
        ("References", "The Message-IDs of the whole thread (RFC 5322)."),
        ("Message-ID", "A Message-ID of one's own in place of a new one (RFC 5322)."),
        ("Keywords", "Words that say what it is about (RFC 5322)."),
        ("Comments", "Remarks on the message (RFC 5322)."),
        ("Sender", "Who sends on behalf of From (RFC 5322)."),
        ("To", "Who is shown as recipient; the envelope stays what -To says."),
        ("Auto-Submitted", "'auto-generated' keeps vacation replies away (RFC 3834)."),
        ("Importance", "'high', 'normal' or 'low', as Outlook reads it; -Priority sets it too."),
        ("Sensitivity", "'Personal', 'Private' or 'Company-Confidential' (RFC 2156)."),
        ("List-Unsubscribe", "Where readers leave a list: <https://...>, <mailto:...> (RFC 2369)."),
        ("List-Id", "The identity of a list (RFC 2919)."),
        ("X-Auto-Response-Suppress", "'All' keeps the automatic answers of Exchange away."),
    ];

    private protected override CompletionResult Make(string value, string toolTip) =>
        new($"@{{ '{value}' = '' }}", value, CompletionResultType.ParameterValue, toolTip);
}
