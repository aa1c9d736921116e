using System;
using System.Collections.Generic;
using System.Text;

namespace SmtpSoar.Core.Html.Text;

/// <summary>Knows the beginning of each line: the indentation of lists and the marks of quotations and items.</summary>
internal sealed class TextIndents
{
    // Deeper levels are no longer indented: they could not be read, and each line would cost as much as it is deep.
    private const int DeepestShown = 24;

    private readonly List<Indent> _indents = [];
    private int _hiddenLevels;
    private int _sharedWithLastLine;

    /// <summary>Begins a level.</summary>
    /// <param name="prefix">The beginning of each line of it.</param>
    /// <param name="mark">The beginning of its first line instead, of the same length; else null.</param>
    internal void Push(string prefix, string? mark = null)
    {
        if (_indents.Count >= DeepestShown)
            _hiddenLevels++;
        else
            _indents.Add(new Indent(prefix, mark));
    }

    /// <summary>Ends the innermost level.</summary>
    internal void Pop()
    {
        if (_hiddenLevels > 0)
            _hiddenLevels--;
        else
            _indents.RemoveAt(_indents.Count - 1);
        _sharedWithLastLine = Math.Min(_sharedWithLastLine, _indents.Count);
    }

    /// <summary>A blank line between the last line and the next one: only what both are in marks it.</summary>
    internal string BlankLine() => Prefix(_sharedWithLastLine).TrimEnd();

    /// <summary>The beginning of a new line, with the marks of which this line is the first.</summary>
    internal (string Prefix, string Marks) NextLine()
    {
        var marked = _indents.FindIndex(indent => indent.Mark is not null);
        var plain = Prefix(marked < 0 ? _indents.Count : marked);
        var marks = marked < 0 ? string.Empty : TakeMarks(marked);
        _sharedWithLastLine = _indents.Count;
        return (plain, marks);
    }

    private string TakeMarks(int first)
    {
        var marks = new StringBuilder();
        for (var level = first; level < _indents.Count; level++)
        {
            marks.Append(_indents[level].Mark ?? _indents[level].Prefix);
            _indents[level] = new Indent(_indents[level].Prefix, null);
        }

        return marks.ToString();
    }

    private string Prefix(int levels)
    {
        var prefix = new StringBuilder();
        for (var level = 0; level < levels; level++)
            prefix.Append(_indents[level].Prefix);
        return prefix.ToString();
    }

    private readonly struct Indent(string prefix, string? mark)
    {
        internal string Prefix { get; } = prefix;

        internal string? Mark { get; } = mark;
    }
}
