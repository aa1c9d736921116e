using System;
using System.IO;
using System.Threading.Tasks;
using SmtpSoar.Core.Files.User;

namespace SmtpSoar.Core.Files;

/// <summary>Writes a file of the user's, in a folder of the user's, whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes beside the destination, then moves the file into place. A link stays, and what it leads to is replaced.</summary>
    /// <exception cref="IOException">It can't be written, or is there already and may not be replaced.</exception>
    public static async Task WriteAsync(string path, bool overwrite, Func<Stream, Task> write)
    {
        path = LinkTarget.Final(path);
        var partial = Beside(path);
        try
        {
            using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await write(file).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            Move(partial, path, overwrite);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <summary>A file for a while, where the destination will be: gone once it is closed.</summary>
    public static FileStream Scratch(string path) =>
        new(Beside(path), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);

    // In the same folder, hence on the same disk: only there does a move leave nothing half done.
    private static string Beside(string path) => Path.Combine(Path.GetDirectoryName(path)!, Guid.NewGuid().ToString("N") + ".tmp");

    private static void Move(string partial, string path, bool overwrite)
    {
        if (overwrite && File.Exists(path))
            File.Replace(partial, path, null);
        else
            File.Move(partial, path);
    }
}
