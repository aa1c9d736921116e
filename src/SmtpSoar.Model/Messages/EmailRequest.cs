namespace SmtpSoar;

/// <summary>SOAR's action "send email".</summary>
public sealed class EmailRequest : ComposedMailRequest
{
    /// <inheritdoc/>
    public override string Action => "send email";

    /// <summary>The text, or an HTML document.</summary>
    public string Body { get; set; } = "";
}
