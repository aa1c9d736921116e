using System;
using System.Collections.Generic;
using System.Linq;
using MimeKit.Text;

namespace SmtpSoar.Core.Html;

/// <summary>The formatting elements that wait for their end tags: parsers repeat them in each block until these come.</summary>
internal sealed class UnclosedFormatting
{
    // Of equal ones parsers repeat no more than three.
    private const int MaxEqual = 3;

    private static readonly HashSet<string> Names = new(
        "a b big code em font i nobr s small strike strong tt u".Split(' '), StringComparer.OrdinalIgnoreCase);

    private readonly Stack<Scope> _scopes = new([new Scope()]);

    /// <summary>How many would be repeated now.</summary>
    internal int Count => _scopes.Peek().Count;

    /// <summary>Formatting that was left open outside a cell is not repeated inside.</summary>
    internal void EnterCell() => _scopes.Push(new Scope());

    /// <summary>Formatting that was left open inside a cell is not repeated outside.</summary>
    internal void LeaveCell() => _scopes.Pop();

    /// <summary>A start tag.</summary>
    internal void Open(HtmlTagToken tag)
    {
        if (Names.Contains(tag.Name))
            _scopes.Peek().Open(tag.Name, Signature(tag));
    }

    /// <summary>An end tag.</summary>
    internal void Close(HtmlTagToken tag)
    {
        if (Names.Contains(tag.Name))
            _scopes.Peek().Close(tag.Name);
    }

    private static string Signature(HtmlTagToken tag) =>
        tag.Name + string.Concat(tag.Attributes.Select(attribute => "\n" + attribute.Name + "\t" + attribute.Value));

    private sealed class Scope
    {
        private readonly Dictionary<string, Stack<string>> _open = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, int> _equal = new(StringComparer.Ordinal);

        internal int Count { get; private set; }

        internal void Open(string name, string signature)
        {
            _equal.TryGetValue(signature, out var equal);
            if (equal == MaxEqual)
                return;
            _equal[signature] = equal + 1;
            if (!_open.TryGetValue(name, out var signatures))
                _open[name] = signatures = new Stack<string>();
            signatures.Push(signature);
            Count++;
        }

        internal void Close(string name)
        {
            if (!_open.TryGetValue(name, out var signatures) || signatures.Count == 0)
                return;
            _equal[signatures.Pop()]--;
            Count--;
        }
    }
}
