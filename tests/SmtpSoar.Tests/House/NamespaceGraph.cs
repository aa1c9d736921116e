using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace SmtpSoar.Tests.House;

/// <summary>
/// The namespaces directly below a root, and which of them uses which: by using directives, and by names that are qualified in the code.
/// </summary>
internal sealed class NamespaceGraph
{
    private static readonly Regex Comment = new("//.*");
    private static readonly Regex Declared = new(@"\b(?:class|struct|record|interface|enum|delegate)\s+(?:struct\s+|class\s+)?(?<name>\w+)");
    private static readonly Regex Qualified = new(@"(?<![\w.])(?<space>[A-Z]\w+)\.(?<name>[A-Z]\w+)");

    private readonly string _root;
    private readonly HashSet<(string Space, string Name)> _names = [];
    private readonly HashSet<(string From, string To)> _edges = [];

    /// <summary>Reads the sources.</summary>
    /// <param name="root">The root, such as <c>SmtpSoar.Core</c>.</param>
    public NamespaceGraph(string root)
    {
        _root = root;
        var files = Sources.All().Select(File.ReadAllText).Select(text => Comment.Replace(text, "")).Where(text => SpaceOf(text).Length > 0).ToList();
        foreach (var text in files)
            AddNames(text);
        foreach (var text in files)
            AddEdges(text);
    }

    /// <summary>The dependencies.</summary>
    public IReadOnlyCollection<(string From, string To)> Edges => _edges;

    /// <summary>The rest when namespaces that depend on none, or on which none depends, are taken away one after the other.</summary>
    public static IReadOnlyList<(string From, string To)> CyclesOf(IEnumerable<(string From, string To)> edges)
    {
        var left = edges.ToList();
        while (left.RemoveAll(edge => left.TrueForAll(other => other.From != edge.To) || left.TrueForAll(other => other.To != edge.From)) > 0)
        {
        }

        return left;
    }

    // The namespace below the root that a file is in: of SmtpSoar.Core.Html.Text it is Html.
    private string SpaceOf(string text) => Regex.Match(text, $@"^namespace {Regex.Escape(_root)}\.(?<space>\w+)", RegexOptions.Multiline).Groups["space"].Value;

    private void AddNames(string text)
    {
        var space = SpaceOf(text);
        foreach (Match declared in Declared.Matches(text))
            _names.Add((space, declared.Groups["name"].Value));
        foreach (Match nested in Regex.Matches(text, $@"^namespace {Regex.Escape(_root)}\.\w+\.(?<name>\w+)", RegexOptions.Multiline))
            _names.Add((space, nested.Groups["name"].Value));
    }

    private void AddEdges(string text)
    {
        var whole = Regex.Matches(text, $@"\b{Regex.Escape(_root)}\.(?<space>\w+)").Select(match => match.Groups["space"].Value);
        var partly = Qualified.Matches(text).Where(match => _names.Contains((match.Groups["space"].Value, match.Groups["name"].Value))).Select(match => match.Groups["space"].Value);
        var own = SpaceOf(text);
        foreach (var space in whole.Concat(partly).Where(space => space != own && IsKnown(space)))
            _edges.Add((own, space));
    }

    private bool IsKnown(string space) => _names.Any(name => name.Space == space);
}
