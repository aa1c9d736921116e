using System.Collections.Generic;
using System.Text;

namespace SmtpSoar.Core.Html.Text;

/// <summary>Puts characters into lines: collapses white space, and keeps at most one blank line in a row.</summary>
internal sealed class TextLayout
{
    private readonly List<TextLine> _lines = [];
    private readonly StringBuilder _line = new();
    private readonly StringBuilder _blanks = new();
    private bool _blanksEndCollapsible;
    private bool _wantsBlankLine;
    private string _prefix = string.Empty;
    private string? _blankBefore;

    /// <summary>The beginnings of the lines.</summary>
    internal TextIndents Indents { get; } = new();

    /// <summary>The lines that are complete.</summary>
    internal int LineCount => _lines.Count;

    /// <summary>Whether the next line gets a blank one before it.</summary>
    internal bool WantsBlankLine => _wantsBlankLine;

    /// <summary>Whether the last thing in this line is a visible character.</summary>
    internal bool IsAfterVisible => _line.Length > 0 && _blanks.Length == 0;

    /// <summary>The text that was written since <see cref="StartCapture"/>, else null.</summary>
    internal StringBuilder? Captured { get; private set; }

    /// <summary>Begins to note what is written.</summary>
    internal void StartCapture() => Captured = new StringBuilder();

    /// <summary>Ends noting, and gives what was written.</summary>
    internal string EndCapture()
    {
        var text = Captured?.ToString() ?? string.Empty;
        Captured = null;
        return text.Trim();
    }

    /// <summary>Writes a character that can be seen.</summary>
    internal void Write(char visible)
    {
        if (_line.Length == 0)
            OpenLine();
        if (_blanks.Length > 0)
            FlushBlanks();
        _line.Append(visible);
        Captured?.Append(visible);
    }

    /// <summary>White space that counts at most once.</summary>
    internal void Blank()
    {
        if (_blanksEndCollapsible || (_blanks.Length == 0 && _line.Length == 0))
            return;
        _blanks.Append(' ');
        _blanksEndCollapsible = true;
    }

    /// <summary>White space that counts each time, where visible text follows.</summary>
    internal void HardBlank(char blank)
    {
        _blanks.Append(blank);
        _blanksEndCollapsible = false;
    }

    /// <summary>A line break that the author asked for: the second one in a row is a blank line.</summary>
    internal void LineBreak()
    {
        if (_line.Length == 0)
            _wantsBlankLine = true;
        EndLine();
    }

    /// <summary>The edge of a block. A line of hard blanks only, as editors write for an empty one, is a blank line.</summary>
    internal void Break(bool blankLine)
    {
        _wantsBlankLine |= _line.Length == 0 && _blanks.Length > 0;
        EndLine();
        _wantsBlankLine |= blankLine;
    }

    /// <summary>The edge of a cell: what only gives it some height is no blank line.</summary>
    internal void BreakCell()
    {
        _blanks.Clear();
        Break(blankLine: false);
    }

    /// <summary>Writes behind the last text, before any white space, even where its line has already ended.</summary>
    internal void AppendToText(string addition)
    {
        if (_line.Length > 0)
        {
            _line.Append(addition);
            return;
        }

        var last = _lines[_lines.Count - 1];
        _lines[_lines.Count - 1] = new TextLine(last.Prefix, last.Text + addition, last.BlankBefore);
    }

    /// <summary>The text of a line that is complete.</summary>
    internal string TextOf(int line) => _lines[line].Text;

    /// <summary>Gives a line that is complete another text.</summary>
    internal void ReplaceText(int line, string text) => _lines[line] = new TextLine(_lines[line].Prefix, text, _lines[line].BlankBefore);

    /// <summary>Puts one line in the place of the last ones.</summary>
    internal void ReplaceLines(int first, string text, bool blankBefore)
    {
        var line = _lines[first];
        _lines.RemoveRange(first, _lines.Count - first);
        _lines.Add(new TextLine(line.Prefix, text, blankBefore ? line.BlankBefore : null));
        _wantsBlankLine = false;
    }

    /// <summary>All of it. No line ends with a blank, and nothing with a line break.</summary>
    public override string ToString()
    {
        EndLine();
        var text = new StringBuilder();
        foreach (var line in _lines)
        {
            if (text.Length > 0)
                text.Append('\n');
            if (text.Length > 0 && line.BlankBefore is not null)
                text.Append(line.BlankBefore).Append('\n');
            text.Append(line.Prefix).Append(line.Text);
        }

        return text.ToString();
    }

    private void OpenLine()
    {
        _blankBefore = _wantsBlankLine && _lines.Count > 0 ? Indents.BlankLine() : null;
        _wantsBlankLine = false;
        (_prefix, var marks) = Indents.NextLine();
        _line.Append(marks);
        if (Captured is { Length: > 0 })
            Captured.Append(' ');
    }

    private void FlushBlanks()
    {
        var blanks = _blanks.ToString();
        _line.Append(blanks);
        Captured?.Append(blanks);
        _blanks.Clear();
        _blanksEndCollapsible = false;
    }

    private void EndLine()
    {
        _blanks.Clear();
        _blanksEndCollapsible = false;
        if (_line.Length == 0)
            return;
        _lines.Add(new TextLine(_prefix, _line.ToString(), _blankBefore));
        _line.Clear();
    }
}
