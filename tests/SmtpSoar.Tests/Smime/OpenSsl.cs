using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SmtpSoar.Tests.Smime;

/// <summary>openssl cms, with a folder of its own.</summary>
internal sealed class OpenSsl : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("smtpsoar-smime-").FullName;

    public string Folder => _folder;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Verifies a mail as a mail program does: the signature, the chain to the root alone, the purpose.</summary>
    public (bool IsValid, string Said) Verify(byte[] mail, params X509Certificate2[] trusted)
    {
        var (code, said) = Judge.Run(
            "openssl",
            ["cms", "-verify", "-purpose", "smimesign", "-in", Write("mail.eml", mail), "-CAfile", Write("trusted.pem", string.Concat(trusted.Select(certificate => certificate.ExportCertificatePem() + "\n"))), "-out", Path.Combine(_folder, "content")]);
        return (code == 0, said);
    }

    /// <summary>The content that was verified or decrypted last.</summary>
    public byte[] Content => File.ReadAllBytes(Path.Combine(_folder, "content"));

    /// <summary>Decrypts a mail.</summary>
    public (bool IsRead, string Said) Decrypt(byte[] mail, X509Certificate2 recipient)
    {
        using AsymmetricAlgorithm key = (AsymmetricAlgorithm?)recipient.GetRSAPrivateKey() ?? recipient.GetECDsaPrivateKey()!;
        var (code, said) = Judge.Run(
            "openssl",
            [
                "cms", "-decrypt", "-in", Write("mail.eml", mail), "-recip", Write("recipient.pem", recipient),
                "-inkey", Write("key.pem", key.ExportPkcs8PrivateKeyPem()), "-out", Path.Combine(_folder, "content"),
            ]);
        return (code == 0, said);
    }

    /// <summary>The structure of a mail, as text.</summary>
    public string Print(byte[] mail) => Judge.Run("openssl", ["cms", "-cmsout", "-print", "-in", Write("mail.eml", mail), "-noout"]).Said;

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public string Write(string name, X509Certificate2 certificate) => Write(name, certificate.ExportCertificatePem() + "\n");
}
