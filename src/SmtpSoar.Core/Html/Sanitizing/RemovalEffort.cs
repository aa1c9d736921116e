using AngleSharp.Dom;

namespace SmtpSoar.Core.Html.Sanitizing;

/// <summary>Adds up what removing nodes costs: the library searches, and moves, all siblings of each.</summary>
internal sealed class RemovalEffort
{
    // Two seconds of a processor at most. Four thousand removals from one element of a million children are within it.
    private const long MaxSteps = 4_000_000_000;

    // Measured: putting a node in the place of another one takes as long as removing eight.
    private const int Replacement = 8;

    private long _steps;

    /// <summary>A node is about to be removed.</summary>
    internal void AddRemoval(INode node) => Add(node, 1);

    /// <summary>Children are about to take the place of a node.</summary>
    internal void AddUnwrapping(INode node) => Add(node, Replacement * (1 + node.ChildNodes.Length));

    private void Add(INode node, long each)
    {
        _steps += each * (node.Parent?.ChildNodes.Length ?? 0);
        if (_steps > MaxSteps)
            throw HtmlLimits.TooMuch("too much to be removed from one element with very many children");
    }
}
