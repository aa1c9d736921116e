namespace SmtpSoar;

/// <summary>SOAR's action "send email".</summary>
public sealed class EmailRequest : ComposedMailRequest
{
    /// <inheritdoc/>
    public override string Action => "send email";

    /// <summary>The text, or an HTML document.</summary>
    public string Body { get; set; } = "";

    /// <summary>The HTML, where it is known to be that. <see cref="Body"/> is then the text for readers without HTML, or empty.</summary>
    public string? Html { get; set; }

    /// <summary>Whether the body is text, however it begins.</summary>
    public bool IsText { get; set; }
}
