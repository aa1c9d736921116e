using System;
using System.IO;

namespace SmtpSoar.Module.Tests.Hosting;

/// <summary>The module as it ships, in the output folder.</summary>
public static class BuiltModule
{
    /// <summary>The repository, found from the test's own folder upwards.</summary>
    public static string Repository { get; } = FindRepository();

    public static string Folder => Path.Combine(Repository, "output", "SmtpSoar");

    public static string Manifest => Path.Combine(Folder, "SmtpSoar.psd1");

    /// <summary>A file of the part that PowerShell 7 uses.</summary>
    public static string File(params string[] path) => Path.Combine([Folder, "bin", "Core", .. path]);

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "output", "SmtpSoar", "SmtpSoar.psd1")))
                return folder.FullName;
        }

        throw new FileNotFoundException("The module is not built: dotnet build src/SmtpSoar");
    }
}
