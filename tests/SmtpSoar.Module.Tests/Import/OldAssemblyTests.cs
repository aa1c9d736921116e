using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Import;

public sealed class OldAssemblyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Send_OldLibrariesLoadedFirst_UsesItsOwn()
    {
        using var server = SmtpTestServer.Start();
        var old = Dependencies().Select(path => OldAssembly.Write(path, _folder.Path)).ToList();

        var output = await Probe.RunAsync($$"""
            {{string.Join("\n", old.Select(path => $"[Reflection.Assembly]::LoadFrom('{path}').GetName().Version.ToString()"))}}
            {{LoadedAssemblyTests.SendScript(server)}}
            """);

        Assert.Equal([.. old.Select(_ => "0.1.0.0"), "success"], output);
        Assert.Single(server.Messages);
        Assert.Contains(old, path => Path.GetFileName(path) == "MimeKit.dll");
        Assert.Contains(old, path => Path.GetFileName(path) == "MailKit.dll");
    }

    public void Dispose() => _folder.Dispose();

    // What belongs to the framework or to PowerShell is theirs to load.
    private static string[] Dependencies()
    {
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(Path.GetFileName).ToHashSet();
        return [.. Directory.GetFiles(BuiltModule.File("dependencies"), "*.dll").Where(path => !trusted.Contains(Path.GetFileName(path)) && !path.EndsWith("SmtpSoar.Core.dll", StringComparison.Ordinal))];
    }
}
