using System;
using System.Collections.Generic;
using System.Globalization;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Tables;

/// <summary>How a table looks.</summary>
public sealed class TableOptions
{
    /// <summary>The title above it, or <see langword="null"/>.</summary>
    public string? Title { get; init; }

    /// <summary>The columns, in order. Default: all that the objects show.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The cells that have a colour.</summary>
    public IReadOnlyList<TableHighlight> Highlights { get; init; } = [];

    /// <summary>The culture of dates and numbers.</summary>
    public CultureInfo Culture { get; init; } = CultureInfo.InvariantCulture;

    /// <summary>Writes text in HTML.</summary>
    internal Func<string, string> Escape { get; init; } = HtmlEscape.Text;
}
