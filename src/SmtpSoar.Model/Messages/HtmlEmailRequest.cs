namespace SmtpSoar;

/// <summary>SOAR's action "send htmlemail".</summary>
public sealed class HtmlEmailRequest : ComposedMailRequest
{
    /// <inheritdoc/>
    public override string Action => "send htmlemail";

    /// <summary>The HTML.</summary>
    public string HtmlBody { get; set; } = "";

    /// <summary>The text for readers without HTML. Default: rendered from the HTML.</summary>
    public string? TextBody { get; set; }

    /// <summary>Whether everything that can run is removed from the HTML.</summary>
    public bool Sanitize { get; set; }
}
