using System.Management.Automation;

namespace SmtpSoar.Commands;

/// <summary>SOAR's action "send email".</summary>
[Cmdlet(VerbsCommunications.Send, "SoarEmail", SupportsShouldProcess = true)]
[OutputType(typeof(SoarActionResult))]
public sealed class SendSoarEmailCommand : ComposedSendCommand
{
    /// <summary>The text, or an HTML document that begins with <c>&lt;!DOCTYPE html</c> or <c>&lt;html</c>.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowNull]
    public string? Body { get; set; }

    private protected override string BodyParameter => nameof(Body);

    private protected override ComposedMailRequest CreateRequest() => new EmailRequest { Body = Body ?? "" };

    private protected override void ReportOwn(ParameterReport parameters) => parameters.Add("body", Body);
}
