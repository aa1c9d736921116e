using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using SmtpSoar.Tests.Composition;
using SmtpSoar.Tests.Dkim;
using SmtpSoar.Tests.OpenPgp;
using SmtpSoar.Tests.Smime;

namespace SmtpSoar.Tests.Protection;

/// <summary>
/// Mails of each kind of protection, with all in them that servers and mailbox files change: dots, blanks at the ends of lines, "From ", an
/// empty attachment, a mail with eight bits. The subject is the kind.
/// </summary>
internal sealed class ProtectedMails : IDisposable
{
    public const string Sender = "asset@example.org";
    public const string Password = "Pl4nted-P4ssword";
    public const string Body = ".\n..dots\nFrom here\ntrailing   \nGrüße\n-- \nsignature\n";
    public const string Inner =
        "From: a@example.org\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + "Grüße  \r\n.\r\nFrom there\r\n";

    private readonly TestFiles _files = new();
    private readonly string _passphrase;

    /// <param name="recipient">The recipient of all of them.</param>
    /// <param name="pgp">The algorithms of OpenPGP keys: of the primary one, and of the one that encrypts.</param>
    /// <param name="passphrase">The passphrase of the OpenPGP key that signs.</param>
    public ProtectedMails(string recipient = "to@example.org", string pgp = "ed25519 cv25519", string passphrase = "")
    {
        _passphrase = passphrase;
        Recipient = recipient;
        Own = Authority.Issue(Sender);
        Other = Authority.Issue(Recipient);
        SigningFile = Files.Write("sender.pfx", Authority.Pkcs12(Own, Password));
        RecipientFile = Files.Write("recipient.cer", Other.RawData);
        OwnFile = Files.Write("own.cer", Own.RawData);
        DkimFiles = new[] { "rsa2048", "ed25519" }.ToDictionary(key => key, key => Gpg.Write(key + ".pem", DkimKeys.Pem(key)));
        foreach (var address in new[] { Sender, Recipient })
            Gpg.Create(address, pgp.Split(' ')[0], pgp.Split(' ')[1], address == Sender ? passphrase : "");
        (SecretKey, PublicKey) = (Gpg.ExportSecret(Sender, passphrase), Gpg.Export(Recipient));
        Attachments = [_files.Add("empty.bin", ""), _files.Add("inner.eml", Inner)];
    }

    /// <summary>Each kind.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        "smime-detached", "smime-opaque", "smime-encrypted", "smime-both", "pgp-signed", "pgp-encrypted", "pgp-both", "dkim-rsa2048",
        "dkim-ed25519", "dkim-rsa2048-ed25519",
    ];

    public string Recipient { get; }

    public TestAuthority Authority { get; } = new();

    public OpenSsl Files { get; } = new();

    public GpgHome Gpg { get; } = new();

    public X509Certificate2 Own { get; }

    public X509Certificate2 Other { get; }

    public string SigningFile { get; }

    public string RecipientFile { get; }

    public string OwnFile { get; }

    /// <summary>Files with the keys for DKIM, which only their owner can read.</summary>
    public IReadOnlyDictionary<string, string> DkimFiles { get; }

    public string SecretKey { get; }

    public string PublicKey { get; }

    public IReadOnlyList<AttachmentReference> Attachments { get; }

    /// <summary>The kind of a mail.</summary>
    public static string KindOf(byte[] wire) =>
        Regex.Match(Encoding.Latin1.GetString(wire), "(?m)^Subject: ([a-z0-9-]+)\r?$").Groups[1].Value;

    /// <summary>The keys for DKIM that a kind takes.</summary>
    public static string[] DkimKeysOf(string kind) => kind.StartsWith("dkim-", StringComparison.Ordinal) ? kind.Split('-')[1..] : [];

    /// <summary>The settings that the asset has for a kind.</summary>
    public static SmtpAsset Protect(SmtpAsset asset, string kind)
    {
        asset.SenderAddress = Sender;
        return DkimKeysOf(kind) is { Length: > 0 } keys ? DkimKeys.Sign(asset, keys) : asset;
    }

    /// <summary>A mail of a kind.</summary>
    public EmailRequest Request(string kind) => new()
    {
        From = Sender,
        To = [Recipient],
        Subject = kind,
        Body = Body,
        Attachments = [.. Attachments],
        Protection = ProtectionOf(kind),
    };

    public MailProtection? ProtectionOf(string kind)
    {
        var signs = !kind.EndsWith("-encrypted", StringComparison.Ordinal);
        var encrypts = !signs || kind.EndsWith("-both", StringComparison.Ordinal);
        return kind.Split('-')[0] switch
        {
            "smime" => new MailProtection
            {
                Sign = signs,
                SigningCertificate = new CertificateSource { Path = SigningFile, Password = TestSecrets.Of(Password) },
                SignatureFormat = kind == "smime-opaque" ? SignatureFormat.Opaque : SignatureFormat.Detached,
                Encrypt = encrypts,
                RecipientCertificates = encrypts ? [Certificate(RecipientFile), Certificate(OwnFile)] : [],
            },
            "pgp" => new MailProtection
            {
                Sign = signs,
                PgpKey = SecretKey,
                PgpPassphrase = _passphrase.Length == 0 ? null : GpgHome.Secret(_passphrase),
                Encrypt = encrypts,
                PgpRecipientKeys = encrypts ? [PublicKey] : [],
            },
            _ => null,
        };
    }

    private static CertificateSource Certificate(string path) => new() { Path = path };

    public void Dispose()
    {
        _files.Dispose();
        Gpg.Dispose();
        Files.Dispose();
        Authority.Dispose();
    }
}
