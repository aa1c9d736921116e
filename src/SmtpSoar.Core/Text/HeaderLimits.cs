namespace SmtpSoar.Core.Text;

/// <summary>Knows how long the parts of a header field may be.</summary>
internal static class HeaderLimits
{
    /// <summary>The longest piece that fits into a line, whichever field's or parameter's name stands before it.</summary>
    public const int MaxPiece = 900;
}
