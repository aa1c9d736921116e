using SmtpSoar.Core.Html.Text;

namespace SmtpSoar.Core.Html;

/// <summary>An element whose end tag has not come yet.</summary>
internal readonly struct OpenElement
{
    internal OpenElement(string name, TextElementKind kind, bool isHidden)
    {
        Name = name;
        Kind = kind;
        IsHidden = isHidden;
    }

    /// <summary>The name of its tag.</summary>
    internal string Name { get; }

    /// <summary>The element's meaning for the text.</summary>
    internal TextElementKind Kind { get; }

    /// <summary>Whether its content is left out.</summary>
    internal bool IsHidden { get; }

    /// <summary>How many elements were open when the innermost table opened, which this may be; 0 outside tables.</summary>
    internal int Table { get; init; }

    /// <summary>The same for the innermost table or cell: end tags inside can't close what is outside.</summary>
    internal int Scope { get; init; }

    /// <summary>The same for the innermost list.</summary>
    internal int List { get; init; }

    /// <summary>The same for the innermost element that is no part of a line.</summary>
    internal int Block { get; init; }
}
