using System;
using System.IO;

namespace SmtpSoar.Quickstart;

/// <summary>Where the repository is, and what the quickstart reads and writes there.</summary>
internal sealed class Place
{
    private readonly string _root;

    private Place(string root) => _root = root;

    /// <summary>The project of the module that the script imports.</summary>
    public string Module => Path.Combine(_root, "src", "SmtpSoar");

    public string Script => Path.Combine(_root, "examples", "quickstart.ps1");

    /// <summary>The folder that takes what is left to look at.</summary>
    public string Output => Path.Combine(_root, "output", "quickstart");

    /// <summary>One of the files that the script attaches.</summary>
    public byte[] ReadExampleFile(string name) => File.ReadAllBytes(Path.Combine(_root, "examples", "files", name));

    /// <summary>Found from this program's own folder upwards, so that the current folder does not matter.</summary>
    public static Place Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "examples", "quickstart.ps1")))
                return new Place(folder.FullName);
        }

        throw new UsageException("The quickstart runs in its repository only: dotnet run --project examples/Quickstart");
    }

    /// <summary>A path as short as it can be from where the user is.</summary>
    public static string Shorten(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
