using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Import;

/// <summary>Assemblies with native code lie beside the ordinary ones. Each test has a process of its own.</summary>
public sealed class PrecompiledTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static string Platform =>
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux") + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    [PrecompiledFact]
    public async Task Send_ImagesOfThisPlatform_AreTaken()
    {
        Assert.Equal(["success", Platform], await SendAsync(BuiltModule.Folder));
    }

    [Fact]
    public async Task Send_NoImagesOfThisPlatform_WorksWithTheOrdinaryAssemblies()
    {
        var module = CopyWithoutImages();
        Directory.CreateDirectory(Path.Combine(module, "bin", "Core", "dependencies", "other-cpu"));

        Assert.Equal(["success", "dependencies"], await SendAsync(module));
    }

    private static async Task<string[]> SendAsync(string module)
    {
        using var server = SmtpTestServer.Start();
        var lines = await Probe.RunAsync(LoadedAssemblyTests.SendScript(server).Replace(BuiltModule.Manifest, Path.Combine(module, "SmtpSoar.psd1"), StringComparison.Ordinal) + """

            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'MimeKit' } |
                ForEach-Object { [IO.Path]::GetFileName([IO.Path]::GetDirectoryName($_.Location)) }
            """);
        Assert.Single(server.Messages);
        return [.. lines];
    }

    private string CopyWithoutImages()
    {
        foreach (var file in Directory.GetFiles(BuiltModule.Folder, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(BuiltModule.Folder, file);
            if (Path.GetFileName(Path.GetDirectoryName(relative)) == Platform)
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[relative])!);
            File.Copy(file, _folder[relative]);
        }

        return _folder.Path;
    }

    /// <summary>A test that needs images. After an ordinary build, or without the compiler, there are none.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class PrecompiledFactAttribute : FactAttribute
    {
        public PrecompiledFactAttribute() => Skip = File.Exists(BuiltModule.File("dependencies", Platform, "MimeKit.dll"))
            ? null
            : "The build made no native code: dotnet build src/SmtpSoar -c Release -p:ModulePlatforms=own";
    }
}
