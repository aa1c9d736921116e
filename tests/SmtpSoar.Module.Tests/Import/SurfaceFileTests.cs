using System;
using System.IO;
using System.Linq;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Import;

/// <summary>docs/surface.txt says what scripts can see of the module, so that each change of it is seen in a review.</summary>
public sealed class SurfaceFileTests : EngineTest
{
    private const string Renew = "SMTPSOAR_RENEW_SURFACE";

    private static readonly string Path = System.IO.Path.Combine(BuiltModule.Repository, "docs", "surface.txt");

    [Fact]
    public void Surface_OfTheBuiltModule_IsTheOneOnRecord()
    {
        var lines = Surface.Of(Engine);
        string[] text = ["What scripts can see of the module. A test compares it with what is built; after a wanted change run", $"{Renew}=1 dotnet test tests/SmtpSoar.Module.Tests --filter SurfaceFileTests", .. lines];
        if (Environment.GetEnvironmentVariable(Renew) == "1")
            File.WriteAllLines(Path, text);
        var known = File.ReadAllLines(Path);

        if (!known.SequenceEqual(text))
            Assert.Fail($"The surface has changed (- was, + is):\n{Difference(known, text)}\nIf that is wanted, renew docs/surface.txt: {Renew}=1 dotnet test tests/SmtpSoar.Module.Tests --filter SurfaceFileTests");
    }

    // Each line that is only on one side, below the command or the type that it belongs to.
    private static string Difference(string[] known, string[] built)
    {
        var (were, are) = (WithOwners(known), WithOwners(built));
        var changes = were.Except(are).Select(line => "- " + line).Concat(are.Except(were).Select(line => "+ " + line)).ToList();
        return changes.Count > 0 ? string.Join('\n', changes) : "the same lines in another order";
    }

    private static string[] WithOwners(string[] lines)
    {
        var (owner, parameter) = ("", "");
        return [.. lines.Select(line =>
        {
            if (!line.StartsWith(' '))
                (owner, parameter) = (line, "");
            else if (!line.StartsWith("    ", StringComparison.Ordinal))
                parameter = line.Trim();
            return line.StartsWith("    ", StringComparison.Ordinal) ? $"{owner.Split(" ->")[0]}: {parameter}: {line.Trim()}" : line.StartsWith(' ') ? $"{owner.Split(" ->")[0]}: {parameter}" : line;
        })];
    }
}
