using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using SmtpSoar.Quickstart.View;

namespace SmtpSoar.Quickstart.Run;

/// <summary>Builds the module, in a process that writes to the same terminal: a build within <c>dotnet run</c> shows nothing for as long as it takes.</summary>
internal static class ModuleBuild
{
    public static async Task RunAsync(Place place, Screen screen)
    {
        screen.Title("Building the module");
        screen.Line("The packages are restored, then the model, the core and the commands are compiled, for PowerShell 7 and for Windows PowerShell 5.1. " +
            "The first time takes about a minute.");
        screen.Line();
        using var build = Process.Start(Start(place))!;
        await build.WaitForExitAsync();
        if (build.ExitCode != 0)
            throw new UsageException("The module could not be built; the lines above say why.");
    }

    private static ProcessStartInfo Start(Place place)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";
        return new ProcessStartInfo(dotnet, ["build", place.Module, "--configuration", Configuration, "--nologo"]) { UseShellExecute = false };
    }

    // That of this program, so that a build of the whole repository has made it already.
    private static string Configuration => Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;
}
