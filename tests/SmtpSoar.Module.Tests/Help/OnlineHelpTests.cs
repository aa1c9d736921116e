using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Help;

/// <summary>Help made for a release whose repository has an address.</summary>
public sealed class OnlineHelpTests : IDisposable
{
    private const string Online = "https://repository.example.org/blob/main/docs/en-US/";

    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Help_WithAnAddress_LinksToThePagesBelowIt()
    {
        Make(Online);

        var links = XDocument.Load(Path.Combine(_folder.Path, "SmtpSoar.dll-Help.xml")).Descendants(Maml + "navigationLink")
            .Select(link => (Text: link.Element(Maml + "linkText")!.Value, Uri: link.Element(Maml + "uri")!.Value)).ToList();

        Assert.Equal(HelpPages.Commands.Select(command => $"{Online}{command}.md"), links.Where(link => link.Text == "Online version:").Select(link => link.Uri).Order(StringComparer.Ordinal));
        Assert.Contains(("about_SmtpSoar_Outbox", "https://repository.example.org/blob/main/docs/outbox.md"), links);
        Assert.All(links, link => Assert.StartsWith("https://repository.example.org/blob/main/docs/", link.Uri, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private void Make(string online)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardError = true };
        var configuration = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;
        var generator = Path.Combine(BuiltModule.Repository, "packaging", "HelpGenerator", "bin", configuration, "net10.0", "HelpGenerator.dll");
        foreach (var argument in new[] { generator, HelpPages.Folder, _folder.Path, online })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        Assert.Equal("", process.StandardError.ReadToEnd());
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
