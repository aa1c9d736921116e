using System.Collections.Generic;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using SmtpSoar.Core.Files.User;

namespace SmtpSoar.Core.Reading.Keys;

/// <summary>The keys that a command was given to verify and to decrypt with.</summary>
internal sealed class MailKeys
{
    private const int MaxFileLength = 16 * 1024 * 1024;

    private readonly List<X509Certificate2> _trusted = [];
    private readonly List<X509Certificate2> _decrypting = [];
    private readonly List<KeyFile> _publicKeys = [];
    private readonly List<KeyFile> _secretKeys = [];

    /// <summary>Certificates that a signer may have, or that may stand at the end of the signer's chain.</summary>
    public IReadOnlyList<X509Certificate2> Trusted => _trusted;

    /// <summary>Certificates with private keys.</summary>
    public IReadOnlyList<X509Certificate2> Decrypting => _decrypting;

    /// <summary>Files with public keys of OpenPGP.</summary>
    public IReadOnlyList<KeyFile> PublicKeys => _publicKeys;

    /// <summary>Files with secret keys of OpenPGP.</summary>
    public IReadOnlyList<KeyFile> SecretKeys => _secretKeys;

    /// <summary>The password of the files with secret keys.</summary>
    public SecureString? Password { get; private init; }

    /// <summary>Reads the keys.</summary>
    /// <param name="verify">Certificates to verify with.</param>
    /// <param name="verifyFiles">Files to verify with.</param>
    /// <param name="decrypt">Certificates to decrypt with.</param>
    /// <param name="decryptFiles">Files to decrypt with.</param>
    /// <param name="password">Their password.</param>
    /// <param name="stop">Ends each wait for the file system.</param>
    /// <exception cref="SmtpSoarException">A file has no such key, or can't be read.</exception>
    public static MailKeys Read(
        IEnumerable<X509Certificate2> verify,
        IEnumerable<string> verifyFiles,
        IEnumerable<X509Certificate2> decrypt,
        IEnumerable<string> decryptFiles,
        SecureString? password,
        CancellationToken stop)
    {
        var keys = new MailKeys { Password = password };
        keys._trusted.AddRange(verify);
        foreach (var certificate in decrypt)
            keys.AddDecrypting(certificate, certificate.Subject);
        foreach (var path in verifyFiles)
            keys.AddPublic(Take(path, stop));
        foreach (var path in decryptFiles)
            keys.AddSecret(Take(path, stop));
        return keys;
    }

    private static KeyFile Take(string path, CancellationToken stop)
    {
        var file = UserFile.Take(path, path, UserFileErrors.MailKey, UserFile.MaxUnsized, stop);
        if (file.Length > MaxFileLength)
            throw Errors.MailKeyUnreadable.With(path, "it is too large for one");
        if (file.Length == 0)
            throw Errors.MailKeyUnreadable.With(path, "it is empty");
        return new KeyFile(path, file.ReadStart((int)file.Length, stop).ToArray());
    }

    private void AddPublic(KeyFile file)
    {
        if (file.IsOpenPgp)
            _publicKeys.Add(file);
        else
            _trusted.AddRange(CertificateFile.Public(file));
    }

    private void AddSecret(KeyFile file)
    {
        if (file.IsOpenPgp)
            _secretKeys.Add(file);
        else
            foreach (var certificate in CertificateFile.WithKeys(file, Password))
                AddDecrypting(certificate, file.Path);
    }

    private void AddDecrypting(X509Certificate2 certificate, string source)
    {
        if (!certificate.HasPrivateKey)
            throw Errors.MailKeyMissing.With(source);
        _decrypting.Add(certificate);
    }
}

/// <summary>A file with keys.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Bytes">Its content.</param>
internal sealed record KeyFile(string Path, byte[] Bytes)
{
    /// <summary>Whether it begins as OpenPGP: armored, or with a packet (RFC 9580, section 4.2).</summary>
    public bool IsOpenPgp => Bytes.Length > 0 && (Bytes[0] >= 0x80 || Text.Contains("-----BEGIN PGP "));

    /// <summary>Whether it is armored as OpenSSL does (RFC 7468).</summary>
    public bool IsPem => !IsOpenPgp && Text.Contains("-----BEGIN ");

    /// <summary>The content as text.</summary>
    public string Text => System.Text.Encoding.ASCII.GetString(Bytes);
}
