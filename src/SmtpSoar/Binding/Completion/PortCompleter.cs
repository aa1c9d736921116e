using System.Collections.Generic;
using System.Management.Automation;

namespace SmtpSoar.Binding.Completion;

/// <summary>Completes the ports of mail servers.</summary>
public sealed class PortCompleter : KnownValueCompleter
{
    private protected override IReadOnlyList<(string Value, string ToolTip)> Known =>
    [
        ("587", "Submission with a login (RFC 6409): -SslMethod StartTls, the default."),
        ("465", "Submission with TLS from the first byte (RFC 8314): -SslMethod Ssl."),
        ("25", "Between servers and for relays (RFC 5321): -SslMethod None, or StartTls where it is offered."),
        ("2525", "No standard, but what some providers offer where 25 is blocked."),
    ];

    // A number, and no text.
    private protected override CompletionResult Make(string value, string toolTip) =>
        new(value, value, CompletionResultType.ParameterValue, toolTip);
}
