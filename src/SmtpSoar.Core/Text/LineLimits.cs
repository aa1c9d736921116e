namespace SmtpSoar.Core.Text;

/// <summary>How long the lines of a mail may be, in bytes and without their CRLF.</summary>
internal static class LineLimits
{
    /// <summary>The longest line of all (RFC 5322, section 2.1.1).</summary>
    public const int MaxLine = 998;

    /// <summary>The longest piece of a header field that fits into a line after any field's or parameter's name.</summary>
    public const int MaxHeaderPiece = 900;
}
