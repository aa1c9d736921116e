namespace SmtpSoar.Core.Html.Text;

/// <summary>A line of plain text that is complete.</summary>
internal readonly struct TextLine
{
    internal TextLine(string prefix, string text, string? blankBefore)
    {
        Prefix = prefix;
        Text = text;
        BlankBefore = blankBefore;
    }

    /// <summary>Indentation and quotation marks.</summary>
    internal string Prefix { get; }

    /// <summary>The words, with the mark of the list item; never empty.</summary>
    internal string Text { get; }

    /// <summary>The blank line before it, which inside a quotation has the quotation's mark; null where there is none.</summary>
    internal string? BlankBefore { get; }
}
