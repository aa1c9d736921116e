using System;
using System.IO;
using System.Security.Cryptography.X509Certificates;

namespace SmtpSoar.Tests.Smime;

/// <summary>NSS, the engine of Thunderbird, with a store of its own.</summary>
internal sealed class Nss : IDisposable
{
    private readonly OpenSsl _files = new();

    public Nss(X509Certificate2 root)
    {
        Run("certutil", "-N", "--empty-password");
        Run("certutil", "-A", "-n", "root", "-t", ",C,", "-a", "-i", _files.Write("root.pem", root));
    }

    private string Store => "sql:" + _files.Folder;

    public void Dispose() => _files.Dispose();

    /// <summary>Imports a certificate with its key.</summary>
    public void Import(byte[] pkcs12, string password) => Run("pk12util", "-W", password, "-i", _files.Write("key.p12", pkcs12));

    /// <summary>Verifies a signature that stands beside the content, or around it.</summary>
    public bool Verify(byte[] structure, byte[]? content)
    {
        var path = _files.Write("structure.der", structure);
        string[] beside = content is null ? [] : ["-c", _files.Write("content", content)];
        return Run("cmsutil", ["-D", "-u", "4", "-h", "2", "-n", "-i", path, .. beside]).Contains("signer0.status=GoodSignature", StringComparison.Ordinal);
    }

    /// <summary>Decrypts content.</summary>
    public byte[] Decrypt(byte[] structure)
    {
        var target = Path.Combine(_files.Folder, "decrypted");
        Run("cmsutil", "-D", "-i", _files.Write("structure.der", structure), "-o", target);
        return File.ReadAllBytes(target);
    }

    private string Run(string program, params string[] arguments) => Judge.Run(program, [.. arguments, "-d", Store]).Said;
}
