using System.Management.Automation;
using SmtpSoar.Binding.Attributes;

namespace SmtpSoar.Commands;

/// <summary>SOAR's action "send email".</summary>
[Cmdlet(VerbsCommunications.Send, "SoarEmail", SupportsShouldProcess = true, DefaultParameterSetName = MessageSet)]
[OutputType(typeof(SoarActionResult))]
public sealed class SendSoarEmailCommand : ComposedSendCommand
{
    /// <summary>The text, or an HTML document that begins with <c>&lt;!DOCTYPE html</c> or <c>&lt;html</c>.</summary>
    [RowValue]
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = MessageSet)]
    [Parameter(Position = 2, ParameterSetName = RowSet)]
    [AllowEmptyString]
    [AllowNull]
    [Takes(typeof(string), lines: true)]
    public object? Body { get; set; }

    private protected override bool IsHtml => false;

    private protected override string BodyParameter => nameof(Body);

    private protected override ComposedMailRequest CreateRequest() => new EmailRequest { Body = (string?)Body ?? "" };
}
