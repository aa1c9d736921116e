using System.Threading;
using SmtpSoar.Core.Reading.Keys;
using SmtpSoar.Core.Reading.Pgp;

namespace SmtpSoar.Core.Reading;

/// <summary>The keys of a command, read when a mail first needs them.</summary>
internal sealed class OpenedKeys
{
    private PgpKeys? _pgp;

    private OpenedKeys(MailKeys files) => Files = files;

    /// <summary>The certificates, and the files.</summary>
    public MailKeys Files { get; }

    /// <summary>The keys of OpenPGP.</summary>
    public PgpKeys Pgp => _pgp ??= new PgpKeys(Files);

    /// <summary>Whether a mail of OpenPGP can be decrypted.</summary>
    public bool HasPgpSecrets => Files.SecretKeys.Count > 0;

    /// <summary>Reads the keys of a command.</summary>
    public static OpenedKeys Read(MailImportOptions options, CancellationToken stop)
    {
        var files = MailKeys.Read(
            options.VerifyCertificates,
            options.VerifyFiles,
            options.DecryptCertificates,
            options.DecryptFiles,
            options.DecryptPassword,
            stop);
        var keys = new OpenedKeys(files);
        if (files.PublicKeys.Count > 0 || files.SecretKeys.Count > 0)
            keys._pgp = new PgpKeys(files);
        return keys;
    }
}
