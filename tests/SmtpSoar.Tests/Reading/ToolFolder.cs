using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using SmtpSoar.Core.Reading;
using Xunit;

namespace SmtpSoar.Tests.Reading;

/// <summary>A folder in which other programs make mails and keys. Its path is short, as gpg's sockets ask for.</summary>
internal sealed class ToolFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("r-");

    public string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public void Write(string name, string text) => File.WriteAllBytes(Path(name), Encoding.Latin1.GetBytes(text));

    public string Text(string name) => Encoding.Latin1.GetString(File.ReadAllBytes(Path(name)));

    /// <summary>Runs a program in the folder, and fails with its words where it fails.</summary>
    public string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, string.Join(" ", arguments.Select(Quoted)))
        {
            UseShellExecute = false,
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["GNUPGHOME"] = _folder.FullName;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {start.Arguments}: {errors.Result}");
        return output;
    }

    // The .NET Framework takes no list.
    private static string Quoted(string argument) => $"\"{argument}\"";

    public SoarEmail Import(string name, Func<ToolFolder, MailImportOptions> options) =>
        new MailImport(options(this)).FromFile(Path(name), CancellationToken.None);

    public void Dispose()
    {
        if (File.Exists(Path("pubring.kbx")))
            Run("gpgconf", "--homedir", _folder.FullName, "--kill", "gpg-agent");
        _folder.Delete(recursive: true);
    }
}
