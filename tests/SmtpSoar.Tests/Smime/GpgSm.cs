using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography.X509Certificates;

namespace SmtpSoar.Tests.Smime;

/// <summary>gpgsm, the engine of KMail and Gpg4win, with a home of its own.</summary>
internal sealed class GpgSm : IDisposable
{
    private readonly OpenSsl _files = new();
    private readonly Dictionary<string, string> _home;

    public GpgSm(X509Certificate2 root)
    {
        _home = new() { ["GNUPGHOME"] = _files.Folder };
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_files.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _files.Write("trustlist.txt", $"{root.Thumbprint} S relax\n");
        Run("--import", _files.Write("root.pem", root));
    }

    public void Dispose()
    {
        Judge.Run("gpgconf", ["--kill", "all"], _home);
        _files.Dispose();
    }

    /// <summary>Imports a certificate with its key.</summary>
    public void Import(byte[] pkcs12, string password) =>
        Run(["--pinentry-mode", "loopback", "--passphrase-fd", "0", "--import", _files.Write("key.p12", pkcs12)], password + "\n");

    /// <summary>Verifies a signature beside the content.</summary>
    public (bool IsValid, string Said) Verify(byte[] signature, byte[] content)
    {
        var said = Run("--status-fd", "1", "--verify", _files.Write("signature.der", signature), _files.Write("content", content));
        return (said.Contains("[GNUPG:] GOODSIG", StringComparison.Ordinal) && said.Contains("[GNUPG:] TRUST_FULLY", StringComparison.Ordinal), said);
    }

    /// <summary>Decrypts content.</summary>
    public (byte[] Content, string Said) Decrypt(byte[] structure, string password)
    {
        var target = Path.Combine(_files.Folder, "decrypted");
        var said = Run(
            ["--pinentry-mode", "loopback", "--passphrase-fd", "0", "--output", target, "--decrypt", _files.Write("structure.der", structure)], password + "\n");
        return (File.Exists(target) ? File.ReadAllBytes(target) : [], said);
    }

    private string Run(params string[] arguments) => Run(arguments, null);

    private string Run(string[] arguments, string? input) => Judge.Run("gpgsm", ["--batch", "--yes", "--disable-crl-checks", .. arguments], _home, input).Said;
}
