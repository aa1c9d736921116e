namespace SmtpSoar.Core.Templates.Liquid;

/// <summary>Says what values of the data are escaped for.</summary>
internal enum OutputMode
{
    /// <summary>HTML: escaped, and marked for the check of their places.</summary>
    Html,

    /// <summary>Plain text: as they are.</summary>
    Text,

    /// <summary>A header field: on one line.</summary>
    Line,

    /// <summary>A list of addresses: on one line, and marked.</summary>
    Address,

    /// <summary>Markdown: each punctuation mark by a backslash.</summary>
    Markdown,
}
