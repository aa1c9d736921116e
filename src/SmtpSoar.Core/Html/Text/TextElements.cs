using System;
using System.Collections.Generic;

namespace SmtpSoar.Core.Html.Text;

/// <summary>Knows the meaning of each HTML element for the plain text.</summary>
internal static class TextElements
{
    private static readonly Dictionary<string, TextElementKind> Kinds = Classify(
        (TextElementKind.Void, "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"),
        (TextElementKind.Block, "address article aside body caption center details dialog div dt fieldset figcaption footer form header"),
        (TextElementKind.Block, "hgroup html legend main nav optgroup option search section summary"),
        (TextElementKind.Paragraph, "p h1 h2 h3 h4 h5 h6 figure"),
        (TextElementKind.Preformatted, "pre listing plaintext xmp"),
        (TextElementKind.Quote, "blockquote"),
        (TextElementKind.List, "ul ol dl menu dir"),
        (TextElementKind.Item, "li"),
        (TextElementKind.Definition, "dd"),
        (TextElementKind.Table, "table"),
        (TextElementKind.RowGroup, "tbody thead tfoot colgroup"),
        (TextElementKind.Row, "tr"),
        (TextElementKind.Cell, "td th"),
        (
            TextElementKind.Dropped,
            "script style title template noscript noembed noframes iframe svg object applet audio video canvas datalist"));

    /// <summary>The kind of the element; an unknown one is a part of its line, as in browsers.</summary>
    internal static TextElementKind KindOf(string name) =>
        Kinds.TryGetValue(name, out var kind) ? kind : TextElementKind.Inline;

    private static Dictionary<string, TextElementKind> Classify(params (TextElementKind Kind, string Names)[] groups)
    {
        var kinds = new Dictionary<string, TextElementKind>(StringComparer.OrdinalIgnoreCase);
        foreach (var (kind, names) in groups)
        {
            foreach (var name in names.Split(' '))
                kinds[name] = kind;
        }

        return kinds;
    }
}
