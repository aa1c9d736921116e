using System;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Templates.Liquid.Faults;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Templates;

/// <summary>
/// Reads the lines between <c>---</c> at the beginning of a template: names and values, lists of values, and header fields. It is a small
/// part of YAML; all else of YAML is refused, so that nothing means something else here than there.
/// </summary>
internal sealed class FrontMatter
{
    private const string Fence = "---";
    private const string Headers = "headers";

    private static readonly string[] Single = ["subject", "from", "priority", "culture"];
    private static readonly string[] Lists = ["to", "cc", "bcc"];

    private readonly string _source;
    private readonly List<FrontMatterField> _fields = [];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private string? _open;

    private FrontMatter(string source) => _source = source;

    /// <summary>The values, in order.</summary>
    public IReadOnlyList<FrontMatterField> Fields => _fields;

    /// <summary>The number of the line where the body begins.</summary>
    public int BodyLine { get; private set; } = 1;

    /// <summary>The body.</summary>
    public string Body { get; private set; } = "";

    /// <summary>Reads a template's front matter, if it has one.</summary>
    /// <param name="text">The template.</param>
    /// <param name="source">The file's name, for errors.</param>
    public static FrontMatter Read(string text, string source)
    {
        var matter = new FrontMatter(source);
        matter.Read(text);
        return matter;
    }

    private void Read(string text)
    {
        Body = text;
        if (!text.StartsWith(Fence, StringComparison.Ordinal))
            return;
        var at = NextLine(text, 0);
        if (text.Substring(0, at).TrimEnd() != Fence)
            return;
        for (var number = 2; at < text.Length; number++)
        {
            var end = NextLine(text, at);
            var line = text.Substring(at, end - at).TrimEnd();
            at = end;
            if (line == Fence)
            {
                (Body, BodyLine) = (text.Substring(at), number + 1);
                return;
            }

            ReadLine(line, number);
        }

        throw Invalid(1, 1, "the line of --- that ends it is missing");
    }

    private static int NextLine(string text, int at)
    {
        var end = text.IndexOf('\n', at);
        return end < 0 ? text.Length : end + 1;
    }

    private void ReadLine(string line, int number)
    {
        var content = line.TrimStart(' ');
        var indent = line.Length - content.Length;
        if (content.Length == 0 || content[0] == '#')
            return;
        if (content[0] == '\t')
            throw Invalid(number, indent + 1, "it is indented by a tab, and YAML takes only blanks");
        if (content.StartsWith("- ", StringComparison.Ordinal) || content == "-")
            ReadItem(content, number, indent);
        else if (indent > 0)
            ReadHeader(content, number, indent);
        else
            ReadName(content, number);
    }

    private void ReadName(string content, int number)
    {
        var (name, value, column) = Pair(content, number, 0);
        name = name.ToLowerInvariant();
        if (!Single.Contains(name) && !Lists.Contains(name) && name != Headers)
            throw Invalid(number, 1, $"'{SafeText.Of(name)}' is none of its names.{Near(name)}");
        if (!_names.Add(name))
            throw Invalid(number, 1, $"'{name}' stands there twice");
        _open = value.Length == 0 ? name : null;
        if (value.Length > 0 && name == Headers)
            throw Invalid(number, column, "header fields stand below 'headers:', each on a line of its own, indented");
        if (value.Length > 0)
            Add(name, false, value, number, column);
    }

    private void ReadItem(string content, int number, int indent)
    {
        if (_open is null || !Lists.Contains(_open))
            throw Invalid(number, indent + 1, "there is no list to which it belongs: 'to', 'cc' and 'bcc' can be lists");
        var value = content.Substring(1).TrimStart(' ');
        if (value.Length > 0)
            Add(_open, false, value, number, indent + 1 + content.Length - value.Length);
    }

    private void ReadHeader(string content, int number, int indent)
    {
        if (_open != Headers)
            throw Invalid(number, indent + 1, "it is indented, and belongs to nothing above it");
        var (name, value, column) = Pair(content, number, indent);
        if (!_names.Add("header " + name))
            throw Invalid(number, indent + 1, $"the header field '{SafeText.Of(name)}' stands there twice");
        if (value.Length > 0)
            Add(name, true, value, number, column);
    }

    private (string Name, string Value, int Column) Pair(string content, int number, int indent)
    {
        var colon = content.IndexOf(':');
        if (colon < 1 || colon + 1 < content.Length && content[colon + 1] != ' ')
            throw Invalid(number, indent + 1, "it is no name, colon, blank and value");
        var value = content.Substring(colon + 1).TrimStart(' ');
        return (content.Substring(0, colon).TrimEnd(), value, indent + 1 + content.Length - value.Length);
    }

    private void Add(string name, bool isHeader, string value, int number, int column)
    {
        var scalar = FrontMatterScalar.Read(value, out var skipped, out var fault);
        if (fault is not null)
            throw Invalid(number, column, fault);
        if (scalar.Length > 0)
            _fields.Add(new FrontMatterField(name, isHeader, scalar, new TemplatePosition(_source, number, column + skipped)));
    }

    private static string Near(string name) =>
        NearestName.Question(NearestName.Of(name, Single.Concat(Lists).Append(Headers)));

    private TemplateFault Invalid(int line, int column, string reason) =>
        new(Errors.TemplateFrontMatterInvalid, new TemplatePosition(_source, line, column), null, reason.TrimEnd('.'));
}
