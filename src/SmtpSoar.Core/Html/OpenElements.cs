using System;
using System.Collections.Generic;
using SmtpSoar.Core.Html.Text;

namespace SmtpSoar.Core.Html;

/// <summary>
/// The elements that are open, and which of them a tag closes: what browsers do, as far as it shows in text.
/// Every step costs the same however deep they nest.
/// </summary>
internal sealed class OpenElements
{
    private readonly List<OpenElement> _open = [];
    private readonly Dictionary<string, Stack<int>> _positions = new(StringComparer.OrdinalIgnoreCase);
    private readonly Action<OpenElement> _closed;
    private int _hidden;

    /// <param name="closed">Is told of each element that was closed, the innermost first.</param>
    internal OpenElements(Action<OpenElement> closed) => _closed = closed;

    /// <summary>Whether what comes now is left out.</summary>
    internal bool IsHidden => _hidden > 0;

    /// <summary>How many elements are open.</summary>
    internal int Depth => _open.Count;

    /// <summary>Whether the innermost list has no item open: a list that comes now belongs to no item.</summary>
    internal bool IsDirectlyInList => Innermost.List > 0 && Innermost.List > Innermost.Scope && Innermost.Block == Innermost.List;

    /// <summary>Whether a list is open around this place.</summary>
    internal bool IsInList => Innermost.List > Innermost.Scope;

    private OpenElement Innermost => _open.Count == 0 ? default : _open[_open.Count - 1];

    /// <summary>Opens an element.</summary>
    internal void Open(string name, TextElementKind kind, bool isHidden)
    {
        var around = Innermost;
        var position = _open.Count + 1;
        _open.Add(new OpenElement(name, kind, isHidden)
        {
            Table = kind == TextElementKind.Table ? position : around.Table,
            Scope = kind is TextElementKind.Table or TextElementKind.Cell ? position : around.Scope,
            List = kind == TextElementKind.List ? position : around.List,
            Block = kind == TextElementKind.Inline ? around.Block : position,
        });
        if (!_positions.TryGetValue(name, out var positions))
            _positions[name] = positions = new Stack<int>();
        positions.Push(position);
        _hidden += isHidden ? 1 : 0;
    }

    /// <summary>
    /// Closes what a start tag closes: a paragraph before a block, an item before the next one, a row before the next one.
    /// </summary>
    internal void CloseBefore(string name, TextElementKind kind)
    {
        if (kind is not (TextElementKind.Inline or TextElementKind.Void or TextElementKind.Dropped))
            CloseAbove("p", Innermost.Scope);
        if (kind == TextElementKind.Item)
            CloseAbove("li", Math.Max(Innermost.Scope, Innermost.List));
        if (IsNameOf(name, "dt", "dd"))
            CloseAllAbove(Math.Max(Innermost.Scope, Innermost.List), "dt", "dd");
        if (IsNameOf(name, "option", "optgroup"))
            CloseAllAbove(Innermost.Scope, "option");
        if (kind is TextElementKind.Cell or TextElementKind.Row or TextElementKind.RowGroup)
            CloseAllAbove(Innermost.Table, "td", "th", "caption");
        if (kind is TextElementKind.Row or TextElementKind.RowGroup)
            CloseAllAbove(Innermost.Table, "tr");
    }

    /// <summary>Closes what an end tag closes.</summary>
    /// <returns>Whether such an element was open here.</returns>
    internal bool CloseBy(string name, TextElementKind kind) => CloseAbove(name, kind switch
    {
        TextElementKind.Table or TextElementKind.Dropped => 0,
        TextElementKind.Row or TextElementKind.Cell => Innermost.Table,
        TextElementKind.Inline => Innermost.Block,
        TextElementKind.Item => Math.Max(Innermost.Scope, Innermost.List),
        _ => Innermost.Scope,
    });

    /// <summary>Closes all of them, at the end of the text.</summary>
    internal void CloseAll() => CloseDownTo(0);

    private static bool IsNameOf(string name, string one, string other) =>
        name.Equals(one, StringComparison.OrdinalIgnoreCase) || name.Equals(other, StringComparison.OrdinalIgnoreCase);

    private void CloseAllAbove(int floor, params string[] names)
    {
        foreach (var name in names)
            CloseAbove(name, floor);
    }

    private bool CloseAbove(string name, int floor)
    {
        if (!_positions.TryGetValue(name, out var positions) || positions.Count == 0 || positions.Peek() <= floor)
            return false;
        CloseDownTo(positions.Peek() - 1);
        return true;
    }

    private void CloseDownTo(int count)
    {
        while (_open.Count > count)
        {
            var element = Innermost;
            _open.RemoveAt(_open.Count - 1);
            _positions[element.Name].Pop();
            _hidden -= element.IsHidden ? 1 : 0;
            _closed(element);
        }
    }
}
