using System;
using System.Collections.Generic;
using System.IO;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace SmtpSoar.Core.Html;

/// <summary>Writes a tree as the parser library's own writer does, with its formatter, in time that grows with the tree.</summary>
/// <remarks>The library's writer asks each node for its next sibling, and each answer searches the whole list of siblings.</remarks>
internal static class HtmlWriter
{
    private const string AnyDoctype = "<!DOCTYPE html>";

    /// <summary>The nodes as HTML.</summary>
    internal static string Write(INodeList nodes, IMarkupFormatter formatter)
    {
        using var writer = new StringWriter();
        Write(nodes, formatter, writer);
        return writer.ToString();
    }

    // A stack of its own: elements nest deeper than methods may.
    private static void Write(INodeList nodes, IMarkupFormatter formatter, TextWriter writer)
    {
        var open = new Stack<Level>();
        open.Push(new Level(null, nodes));
        while (open.Count > 0)
        {
            var level = open.Peek();
            if (level.Next < level.Nodes.Length)
            {
                var node = level.Nodes[level.Next++];
                Begin(node, formatter, writer);
                if (node is IElement or IDocument)
                    open.Push(new Level(node as IElement, node.ChildNodes));
                continue;
            }

            open.Pop();
            if (level.Element is { } element)
                writer.Write(formatter.CloseTag(element, IsSelfClosing(element)));
        }
    }

    private static void Begin(INode node, IMarkupFormatter formatter, TextWriter writer)
    {
        if (node is IElement element)
            BeginElement(element, formatter, writer);
        else if (node is IComment comment)
            writer.Write(formatter.Comment(comment));
        else if (node is IProcessingInstruction instruction)
            writer.Write(formatter.Processing(instruction));
        else if (node is ICharacterData text)
            writer.Write(IsLiteral(text) ? formatter.LiteralText(text) : formatter.Text(text));
        else if (node is IDocumentType type)
            writer.Write(IsOfHtml(type) ? formatter.Doctype(type) : AnyDoctype);
    }

    // A type has any characters in its name, and a reader that looks for tags alone would take some for one.
    private static bool IsOfHtml(IDocumentType type) =>
        type.Name.Equals("html", StringComparison.OrdinalIgnoreCase)
        && !HasTag(type.PublicIdentifier)
        && !HasTag(type.SystemIdentifier);

    private static bool HasTag(string? text) => text?.IndexOf('<') >= 0;

    private static void BeginElement(IElement element, IMarkupFormatter formatter, TextWriter writer)
    {
        writer.Write(formatter.OpenTag(element, IsSelfClosing(element)));

        // A parser drops the first line break of pre and textarea.
        var isTolerant = Has(element, NodeFlags.LineTolerance) && !IsSelfClosing(element);
        if (isTolerant && element.FirstChild is IText { Data: ['\n', ..] })
            writer.Write('\n');
        if (element is IHtmlTemplateElement template)
            Write(template.Content.ChildNodes, formatter, writer);
    }

    private static bool IsLiteral(ICharacterData text) => text.Parent is { } parent && Has(parent, NodeFlags.LiteralText);

    private static bool IsSelfClosing(IElement element) => Has(element, NodeFlags.SelfClosing);

    private static bool Has(INode node, NodeFlags flag) => (node.Flags & flag) == flag;

    private sealed class Level(IElement? element, INodeList nodes)
    {
        public IElement? Element { get; } = element;

        public INodeList Nodes { get; } = nodes;

        public int Next { get; set; }
    }
}
