using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Security;
using Xunit;

namespace SmtpSoar.Tests.OpenPgp;

/// <summary>A home of gpg's own, with an agent of its own. Its environment variable is set for as long as it is there.</summary>
public sealed class GpgHome : IDisposable
{
    public const string Passphrase = "Pl4nted-Passphrase";

    private readonly DirectoryInfo _folder;
    private readonly string? _before = Environment.GetEnvironmentVariable("GNUPGHOME");

    public GpgHome()
    {
        // An agent's socket has a short path.
        _folder = Directory.CreateDirectory(Path.Combine("/tmp", $"g{Guid.NewGuid():N}"[..9]));
        Protect(_folder.FullName, isFolder: true);
        File.WriteAllText(Path.Combine(_folder.FullName, "gpg-agent.conf"), "default-cache-ttl 0\nmax-cache-ttl 0\ns2k-count 65536\n");
        Environment.SetEnvironmentVariable("GNUPGHOME", _folder.FullName);
    }

    public static bool IsInstalled { get; } = File.Exists("/usr/bin/gpg");

    /// <summary>Makes a key.</summary>
    /// <param name="address">The address in its user id.</param>
    /// <param name="algorithm">The primary key's algorithm.</param>
    /// <param name="subkey">The algorithm of its encryption subkey, or none.</param>
    /// <param name="passphrase">The passphrase.</param>
    /// <param name="expires">The end.</param>
    /// <returns>The fingerprint.</returns>
    public string Create(string address, string algorithm, string? subkey, string passphrase = "", string expires = "never")
    {
        Good("--passphrase", passphrase, "--quick-generate-key", $"Test <{address}>", algorithm, "sign", expires);
        var fingerprint = Fingerprint(address);
        if (subkey is not null)
            Good("--passphrase", passphrase, "--quick-add-key", fingerprint, subkey, "encr", expires);
        return fingerprint;
    }

    public string Fingerprint(string address) =>
        Good("--with-colons", "--list-keys", address).Split('\n').First(line => line.StartsWith("fpr:", StringComparison.Ordinal)).Split(':')[9];

    /// <summary>Writes a public key to a file.</summary>
    public string Export(string address) => Write(address + ".asc", Good("--armor", "--export", address));

    /// <summary>Writes a secret key to a file that only its owner can read.</summary>
    public string ExportSecret(string address, string passphrase = "") =>
        Write(address + ".secret.asc", Good("--passphrase", passphrase, "--armor", "--export-secret-keys", address));

    public string Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        Protect(path, isFolder: false);
        return path;
    }

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Good(params string[] arguments)
    {
        var (status, output, errors) = Run(arguments);
        Assert.True(status == 0, errors);
        return output;
    }

    public (int Status, string Output, string Errors) Run(params string[] arguments) =>
        Run("gpg", ["--batch", "--no-tty", "--yes", "--pinentry-mode", "loopback", .. arguments]);

    public static SecureString Secret(string text = Passphrase)
    {
        var secret = new SecureString();
        foreach (var letter in text)
            secret.AppendChar(letter);
        return secret;
    }

    public void Dispose()
    {
        Run("gpgconf", ["--kill", "all"]);
        Environment.SetEnvironmentVariable("GNUPGHOME", _before);
        _folder.Delete(recursive: true);
    }

    private (int Status, string Output, string Errors) Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            Arguments = string.Join(" ", arguments.Select(argument => "\"" + argument + "\"")),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.EnvironmentVariables["GNUPGHOME"] = _folder.FullName;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }

    private static void Protect(string path, bool isFolder)
    {
#if NET
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | (isFolder ? UnixFileMode.UserExecute : 0));
#endif
    }
}
