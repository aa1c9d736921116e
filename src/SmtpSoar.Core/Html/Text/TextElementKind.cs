namespace SmtpSoar.Core.Html.Text;

/// <summary>The meaning of an element for the plain text.</summary>
internal enum TextElementKind
{
    /// <summary>Part of a line.</summary>
    Inline,

    /// <summary>Part of a line, and never has content or an end tag.</summary>
    Void,

    /// <summary>Lines of its own.</summary>
    Block,

    /// <summary>Lines of its own with a blank line before and after.</summary>
    Paragraph,

    /// <summary>A paragraph whose white space counts.</summary>
    Preformatted,

    /// <summary>A quotation, marked as in mail.</summary>
    Quote,

    /// <summary>A list of items or of definitions.</summary>
    List,

    /// <summary>An item of a list.</summary>
    Item,

    /// <summary>The explanation of a term.</summary>
    Definition,

    /// <summary>A table.</summary>
    Table,

    /// <summary>A group of rows of a table.</summary>
    RowGroup,

    /// <summary>A row of a table.</summary>
    Row,

    /// <summary>A cell of a table.</summary>
    Cell,

    /// <summary>Nothing that a reader of text could use.</summary>
    Dropped,
}
