using System;
using System.IO;
using SmtpSoar.Tests.Smime;
using Xunit;
using Xunit.Sdk;

namespace SmtpSoar.Tests.Templates;

/// <summary>The templates in examples/templates and tables conform to the standard, as the npm package html-validate reads it.</summary>
public sealed class GalleryValidityTests
{
    private static readonly string Servers = Path.Combine(Repository.Root, "tests", "servers");

    [ValidatorTheory]
    [MemberData(nameof(GalleryTests.Names), MemberType = typeof(GalleryTests))]
    [InlineData("table")]
    public void Html_OfTheGalleryAndOfATable_ConformsToTheStandard(string name) => Assert.Equal("", Faults(GalleryTests.Document(name)));

    [ValidatorFact]
    public void Html_WithAFault_IsNotTakenForOneWithout()
    {
        var html = GalleryTests.Document("alert").Replace("</body>", "<span><table></table></span></body>", StringComparison.Ordinal);

        Assert.NotEqual("", Faults(html));
    }

    private static string Faults(string html)
    {
        var (code, said) = Judge.Run("node", [Path.Combine(Servers, "lib", "validate.mjs")], input: html);
        Assert.True(code == 0, said);
        return said;
    }

    private static string? Missing =>
        Directory.Exists(Path.Combine(Servers, "node_modules", "html-validate")) || Environment.GetEnvironmentVariable("CI") == "true"
            ? null
            : "No validator of HTML: tests/servers/install.sh installs it.";

    [AttributeUsage(AttributeTargets.Method)]
    [XunitTestCaseDiscoverer("SmtpSoar.Shared.Tests.LeftOutFactDiscoverer", "SmtpSoar.Tests")]
    private sealed class ValidatorFactAttribute : FactAttribute
    {
        public ValidatorFactAttribute() => Skip = Missing;
    }

    [AttributeUsage(AttributeTargets.Method)]
    [XunitTestCaseDiscoverer("SmtpSoar.Shared.Tests.LeftOutTheoryDiscoverer", "SmtpSoar.Tests")]
    private sealed class ValidatorTheoryAttribute : TheoryAttribute
    {
        public ValidatorTheoryAttribute() => Skip = Missing;
    }
}
