using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Tables;

namespace SmtpSoar.Core.Html.Text;

/// <summary>
/// A table while it is written: its rows become one line each where that reads well. In mail most tables only arrange
/// blocks; of those the cells stay below each other.
/// </summary>
internal sealed class TextTable
{
    private const string Separator = " | ";

    // Two cells longer than this side by side are columns of prose.
    private const int LongCell = 60;

    private readonly TextLayout _layout;
    private readonly bool _isLayout;
    private readonly bool _isAligned;
    private readonly List<(int Line, string[] Cells)> _rows = [];
    private readonly HashSet<int> _rightColumns = [];
    private readonly List<string?> _cells = [];
    private bool _hasHeader;
    private bool _hasManyLines;
    private bool _blankBeforeRow;
    private int _rowStart;
    private int _cellStart;

    /// <param name="layout">The text that it is written to.</param>
    /// <param name="isLayout">Whether it says itself that it is no data (<c>role="presentation"</c>).</param>
    /// <param name="isAligned">Whether it is a table of data whose columns are aligned.</param>
    internal TextTable(TextLayout layout, bool isLayout, bool isAligned)
    {
        _layout = layout;
        _isAligned = isAligned;
        _isLayout = isLayout;
        StartRow();
    }

    /// <summary>A row begins.</summary>
    internal void StartRow()
    {
        _cells.Clear();
        _hasManyLines = false;
        _rowStart = _cellStart = _layout.LineCount;
        _blankBeforeRow = _layout.WantsBlankLine;
    }

    /// <summary>A cell begins.</summary>
    /// <param name="isHeader">Whether it is a heading.</param>
    /// <param name="isRight">Whether it is aligned to the right, as numbers are.</param>
    internal void StartCell(bool isHeader, bool isRight)
    {
        if (isRight)
            _rightColumns.Add(_cells.Count);
        _hasHeader |= isHeader;
        _hasManyLines |= _layout.LineCount != _cellStart;
        _cellStart = _layout.LineCount;
    }

    /// <summary>The cell has another table in it, so it is a block, however short.</summary>
    internal void NestTable() => _hasManyLines = true;

    /// <summary>A cell ends.</summary>
    internal void EndCell()
    {
        var lines = _layout.LineCount - _cellStart;
        _hasManyLines |= lines > 1;
        _cells.Add(lines == 1 ? _layout.TextOf(_cellStart).Trim() : null);
        _cellStart = _layout.LineCount;
    }

    /// <summary>A row ends, and becomes one line if it should.</summary>
    internal void EndRow()
    {
        if (!IsOneLine())
            return;
        _layout.ReplaceLines(_rowStart, Joined(), _blankBeforeRow);
        if (_isAligned)
            _rows.Add((_rowStart, _cells.Select(cell => cell ?? "").ToArray()));
    }

    /// <summary>The table ends, and its columns are aligned if that fits.</summary>
    internal void End()
    {
        var lines = AlignedColumns.Lines(_rows.Select(row => row.Cells).ToList(), _rightColumns);
        if (lines.Any(line => line.Trim().Length == 0 || line.Length > AlignedColumns.MaxWidth))
            return;
        for (var i = 0; i < lines.Count; i++)
            _layout.ReplaceText(_rows[i].Line, lines[i]);
    }

    private bool IsOneLine() => !_isLayout
        && !_hasManyLines
        && _layout.LineCount - _rowStart == _cells.Count(cell => cell is not null)
        && _cells.Count(cell => cell is not null) > (_hasHeader ? 0 : 1)
        && (_hasHeader || _cells.Count(cell => cell?.Length > LongCell) < 2);

    // Under a header an empty cell keeps its column; elsewhere it is only a distance.
    private string Joined() => _hasHeader
        ? string.Join(Separator, _cells.Select(cell => cell ?? string.Empty)).TrimEnd(' ', '|').TrimStart()
        : string.Join(Separator, _cells.Where(cell => cell is not null));
}
