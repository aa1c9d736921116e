using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Security;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.OpenPgp.Keys;

namespace SmtpSoar.Core.OpenPgp.Gnupg;

/// <summary>The program gpg, asked so that it never waits for a person: it takes a passphrase that it is given, or fails.</summary>
/// <param name="path">The program.</param>
internal sealed class GpgProgram(string path)
{
    // gnupg.org/documentation/manuals/gnupg/Unattended-Usage-of-GPG.html and .../GPG-Esoteric-Options.html, read 2026-11-29.
    private static readonly string[] Unattended = ["--batch", "--no-tty", "--yes", "--status-fd", "2"];

    /// <summary>Finds the program.</summary>
    /// <exception cref="SmtpSoarException">It is not installed.</exception>
    public static GpgProgram Find()
    {
        var isWindows = Path.DirectorySeparatorChar == '\\';
        var variable = Environment.GetEnvironmentVariable("PATH") ?? "";
        var folders = variable.Split(Path.PathSeparator).Where(folder => folder.Length > 0).ToList();
        if (isWindows)
            folders.AddRange(WindowsFolders());
        var names = isWindows ? new[] { "gpg.exe" } : ["gpg", "gpg2"];
        var found = names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        return new GpgProgram(found ?? throw Errors.GpgMissing.With());
    }

    /// <summary>Runs it.</summary>
    /// <param name="arguments">The command and its options.</param>
    /// <param name="output">The stream that takes what it writes.</param>
    /// <param name="passphrase">The passphrase, or <see langword="null"/>.</param>
    /// <param name="write">Writes what it reads, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SmtpSoarException">It can't be started.</exception>
    public GpgReport Run(
        IReadOnlyList<string> arguments,
        Stream output,
        SecureString? passphrase,
        Action<Stream>? write,
        CancellationToken cancellationToken)
    {
        string[] mode = passphrase is null ? ["--pinentry-mode", "error"] : ["--pinentry-mode", "loopback", "--passphrase-fd", "0"];
        using var process = Start([.. Unattended, .. mode, .. arguments]);
        using var stop = cancellationToken.Register(() => Kill(process));
        var errors = Task.Run(process.StandardError.ReadToEnd, CancellationToken.None);
        var copied = Task.Run(() => process.StandardOutput.BaseStream.CopyTo(output), CancellationToken.None);
        Write(process, passphrase, write);
        process.WaitForExit();
        copied.GetAwaiter().GetResult();
        var report = new GpgReport(process.ExitCode, errors.GetAwaiter().GetResult());
        cancellationToken.ThrowIfCancellationRequested();
        return report;
    }

    private static IEnumerable<string> WindowsFolders()
    {
        foreach (var variable in new[] { "ProgramFiles(x86)", "ProgramFiles" })
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } programs)
            {
                yield return Path.Combine(programs, "GnuPG", "bin");
                yield return Path.Combine(programs, "Gpg4win", "..", "GnuPG", "bin");
            }
        }
    }

    private Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo(path)
        {
            Arguments = string.Join(" ", arguments.Select(Quoted)),
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = new UTF8Encoding(false),
        };
        start.EnvironmentVariables["LC_ALL"] = "C";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception cause)
        {
            throw Errors.GpgFailed.Because(cause, cause.Message.TrimEnd('.'));
        }
    }

    // The passphrase is the first line of the input. A program that ends early reads no more of it, and says why.
    private static void Write(Process process, SecureString? passphrase, Action<Stream>? write)
    {
        using var input = process.StandardInput.BaseStream;
        try
        {
            if (passphrase is not null)
                WriteLine(input, passphrase);
            write?.Invoke(new Input(input));
            input.Flush();
        }
        catch (BrokenInputException)
        {
            // Its report tells.
        }
        catch (IOException)
        {
        }
    }

    private static void WriteLine(Stream input, SecureString passphrase)
    {
        var letters = SecretLetters.Of(passphrase);
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(letters.Length) + 1];
        var count = Encoding.UTF8.GetBytes(letters, 0, letters.Length, bytes, 0);
        bytes[count] = (byte)'\n';
        try
        {
            input.Write(bytes, 0, count + 1);
            input.Flush();
        }
        finally
        {
            Array.Clear(letters, 0, letters.Length);
            Array.Clear(bytes, 0, bytes.Length);
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception ended) when (ended is InvalidOperationException or Win32Exception)
        {
            // It is over.
        }
    }

    // As programs on Windows read their command line; .NET does the same elsewhere.
    private static string Quoted(string argument)
    {
        if (argument.Length > 0 && argument.IndexOfAny([' ', '\t', '"']) < 0)
            return argument;
        var text = new StringBuilder("\"");
        var slashes = 0;
        foreach (var letter in argument)
        {
            slashes = letter == '\\' ? slashes + 1 : slashes;
            if (letter == '"')
                text.Append('\\', slashes + 1);
            slashes = letter == '\\' ? slashes : 0;
            text.Append(letter);
        }

        return text.Append('\\', slashes).Append('"').ToString();
    }

    /// <summary>The program ended before it read everything.</summary>
    private sealed class BrokenInputException(IOException cause) : Exception(cause.Message, cause);

    /// <summary>The input of the program. Its failure is told from that of a file that is read for it.</summary>
    private sealed class Input(Stream stream) : WriteOnlyStream
    {
        public override void Write(byte[] buffer, int offset, int count)
        {
            try
            {
                stream.Write(buffer, offset, count);
            }
            catch (IOException cause)
            {
                throw new BrokenInputException(cause);
            }
        }

        public override void Flush() => stream.Flush();
    }
}
