using System.Linq;
using Xunit;

namespace SmtpSoar.Tests.House;

/// <summary>No subsystem of the core depends on one that depends on it, whichever way round: each can be read and taken out alone.</summary>
/// <remarks>The root (MailService and the types beside it) sees all, and is not looked at.</remarks>
public sealed class NamespaceTests
{
    private static readonly NamespaceGraph Core = new("SmtpSoar.Core");

    [Fact]
    public void Namespaces_OfTheCore_DependInOneDirection() =>
        Assert.Empty(NamespaceGraph.CyclesOf(Core.Edges));

    [Fact]
    public void Namespaces_OfTheModule_DependInOneDirection()
    {
        var edges = new NamespaceGraph("SmtpSoar").Edges.Where(edge => edge.From is not "Core" && edge.To is not "Core");
        Assert.Empty(NamespaceGraph.CyclesOf(edges));
    }

    [Fact]
    public void Cycle_OfThreeNamespaces_IsFound()
    {
        var cycles = NamespaceGraph.CyclesOf([("A", "B"), ("B", "C"), ("C", "A"), ("C", "D"), ("E", "A")]);
        Assert.Equal([("A", "B"), ("B", "C"), ("C", "A")], cycles);
    }
}
