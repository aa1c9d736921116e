using System.Collections.Generic;
using System.Security;
using System.Security.Cryptography.X509Certificates;

namespace SmtpSoar.Core.Reading;

/// <summary>The wishes of a command that reads mails.</summary>
public sealed record MailImportOptions
{
    /// <summary>Whether signatures are verified.</summary>
    public bool Verify { get; init; }

    /// <summary>Certificates of signers' authorities or of signers, beside those that the system trusts.</summary>
    public IReadOnlyList<X509Certificate2> VerifyCertificates { get; init; } = [];

    /// <summary>Files with such certificates, or with public keys of OpenPGP.</summary>
    public IReadOnlyList<string> VerifyFiles { get; init; } = [];

    /// <summary>Certificates with private keys that decrypt.</summary>
    public IReadOnlyList<X509Certificate2> DecryptCertificates { get; init; } = [];

    /// <summary>Files with private keys: PFX, PEM, OpenPGP.</summary>
    public IReadOnlyList<string> DecryptFiles { get; init; } = [];

    /// <summary>The password of these files.</summary>
    public SecureString? DecryptPassword { get; init; }

    /// <summary>The DNS server that is asked for the keys of DKIM, or <see langword="null"/> for those of the system.</summary>
    public string? DnsServer { get; init; }

    /// <summary>Whether a mail is looked into beyond its plain parts.</summary>
    internal bool OpensProtection => Verify || VerifyCertificates.Count > 0 || VerifyFiles.Count > 0
        || DecryptCertificates.Count > 0 || DecryptFiles.Count > 0;
}
