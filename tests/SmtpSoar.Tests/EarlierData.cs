using System;
using System.IO;

namespace SmtpSoar.Tests;

/// <summary>Copies what an earlier version wrote (Data/Before) to a folder of the test's own, with the rights that it had.</summary>
internal static class EarlierData
{
    private const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static string Source(string name) => Path.Combine(AppContext.BaseDirectory, "Data", "Before", name);

    public static void CopyTo(string name, string folder) => Copy(Source(name), folder);

    private static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        Restrict(target, OwnerFolder);
        foreach (var folder in Directory.GetDirectories(source))
            Copy(folder, Path.Combine(target, Path.GetFileName(folder)));
        foreach (var file in Directory.GetFiles(source))
        {
            var copy = Path.Combine(target, Path.GetFileName(file));
            File.Copy(file, copy);
            Restrict(copy, OwnerFile);
        }
    }

    // A repository keeps no rights.
    private static void Restrict(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }
}
