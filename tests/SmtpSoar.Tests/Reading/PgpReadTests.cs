using System;
using System.Linq;
using System.Security;
using SmtpSoar.Core.Reading;
using Xunit;

namespace SmtpSoar.Tests.Reading;

/// <summary>Mails that gpg signed and encrypted.</summary>
public sealed class PgpReadTests : IDisposable
{
    private const string Entity =
        "Content-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\nContent-Type: text/plain\r\n\r\nHello\r\n\r\n--in\r\n"
        + "Content-Type: application/x-y; name=a.bin\r\nContent-Transfer-Encoding: base64\r\n\r\nAAECAw==\r\n--in--\r\n";

    private readonly ToolFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ToolTheory("gpg")]
    [InlineData("rsa2048", "RSA")]
    [InlineData("ed25519", "Ed25519")]
    [InlineData("nistp256", "ECDSA")]
    public void Verify_SignedMail_IsValidUntilAByteChanges(string algorithm, string shown)
    {
        MakeKey(algorithm, "Ann <ann@example.org>");
        Sign();

        var mail = _folder.Import("signed.eml", Trusting);

        var signature = Assert.Single(mail.Signature);
        Assert.Equal((SignatureStatus.Valid, SignatureKind.OpenPgp, "", null), (signature.Status, signature.Kind, signature.Part, signature.Reason));
        Assert.Equal("Ann <ann@example.org>", signature.Signer);
        Assert.StartsWith(shown, signature.Algorithm, StringComparison.Ordinal);
        Assert.Equal("Hello\r\n", mail.TextBody);
        Assert.Single(mail.Attachments);

        _folder.Write("unix.eml", _folder.Text("signed.eml").Replace("\r\n", "\n", StringComparison.Ordinal));
        Assert.Equal(SignatureStatus.Valid, Assert.Single(_folder.Import("unix.eml", Trusting).Signature).Status);
        _folder.Write("changed.eml", _folder.Text("signed.eml").Replace("Hello", "Hallo", StringComparison.Ordinal));
        Assert.Equal(SignatureStatus.Invalid, Assert.Single(_folder.Import("changed.eml", Trusting).Signature).Status);
    }

    [ToolFact("gpg")]
    public void Verify_WithoutTheKey_IsUnknown()
    {
        MakeKey("ed25519", "Ann <ann@example.org>");
        Sign();

        var signature = Assert.Single(_folder.Import("signed.eml", _ => new MailImportOptions { Verify = true }).Signature);

        Assert.Equal(SignatureStatus.Unknown, signature.Status);
        Assert.Contains("-VerifyWith", signature.Reason);
    }

    [ToolFact("gpg")]
    public void Verify_KeyOfSomebodyElse_IsUntrusted()
    {
        MakeKey("ed25519", "Other <other@example.org>");
        Sign();

        var signature = Assert.Single(_folder.Import("signed.eml", Trusting).Signature);

        Assert.Equal(SignatureStatus.Untrusted, signature.Status);
        Assert.Contains("ann@example.org", signature.Reason);
    }

    [ToolFact("gpg")]
    public void Verify_RevokedKey_IsUntrusted()
    {
        MakeKey("ed25519", "Ann <ann@example.org>");
        Sign();
        var print = _folder.Run("gpg", "--list-keys", "--with-colons").Split('\n').First(line => line.StartsWith("fpr:", StringComparison.Ordinal)).Split(':')[9];
        _folder.Write("revoke", _folder.Text($"openpgp-revocs.d/{print}.rev").Replace(":-----BEGIN", "-----BEGIN", StringComparison.Ordinal));
        _folder.Run("gpg", "--batch", "--import", "revoke");
        Export();

        var signature = Assert.Single(_folder.Import("signed.eml", Trusting).Signature);

        Assert.Equal(SignatureStatus.Untrusted, signature.Status);
        Assert.Contains("revoked", signature.Reason);
    }

    [ToolTheory("gpg")]
    [InlineData("rsa2048", "")]
    [InlineData("future-default", "")]
    [InlineData("future-default", "secret")]
    public void Decrypt_SignedAndEncryptedMail_IsReadAndVerified(string algorithm, string password)
    {
        MakeKey(algorithm, "Ann <ann@example.org>", password);
        Encrypt("--sign", password);

        var mail = _folder.Import("encrypted.eml", folder => Trusting(folder) with { DecryptFiles = [folder.Path("secret.asc")], DecryptPassword = Secure(password) });

        Assert.Equal((SignatureStatus.Valid, ""), (mail.Signature.Single().Status, mail.Signature.Single().Part));
        Assert.Equal("OpenPGP", mail.Encryption);
        Assert.Equal("Hello\r\n", mail.TextBody);
        Assert.Equal("\0\u0001\u0002\u0003", Reader.Content(Assert.Single(mail.Attachments).Content!));
        Assert.Empty(mail.Warnings);
    }

    [ToolFact("gpg")]
    public void Decrypt_WithAWrongPassword_SaysIt()
    {
        MakeKey("rsa2048", "Ann <ann@example.org>", "secret");
        Encrypt(null, "secret");

        var mail = _folder.Import("encrypted.eml", folder => new MailImportOptions { DecryptFiles = [folder.Path("secret.asc")], DecryptPassword = Secure("wrong") });

        Assert.Contains(mail.Warnings, warning => warning.Contains("password"));
        Assert.Null(mail.TextBody);
    }

    [ToolFact("gpg")]
    public void Decrypt_MailWithAChangedByte_StaysClosed()
    {
        MakeKey("rsa2048", "Ann <ann@example.org>");
        Encrypt(null, "");
        var text = _folder.Text("encrypted.eml");
        var start = text.IndexOf("\n\n", text.IndexOf("-----BEGIN PGP", StringComparison.Ordinal), StringComparison.Ordinal) + 2;
        var end = text.IndexOf("\n=", start, StringComparison.Ordinal);
        var bytes = Convert.FromBase64String(text[start..end].Replace("\n", "", StringComparison.Ordinal));
        bytes[^30] ^= 1;
        _folder.Write("changed.eml", text[..start] + Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks).Replace("\r\n", "\n", StringComparison.Ordinal) + "\n-----END PGP MESSAGE-----\n--e--\n");

        var mail = _folder.Import("changed.eml", folder => new MailImportOptions { DecryptFiles = [folder.Path("secret.asc")] });

        Assert.Null(mail.TextBody);
        Assert.NotEmpty(mail.Warnings);
    }

    [ToolFact("gpg")]
    public void Decrypt_CompressionBomb_EndsAtALimit()
    {
        MakeKey("rsa2048", "Ann <ann@example.org>");
        _folder.Write("entity", "Content-Type: text/plain\r\n\r\n" + new string('x', 100_000_000));
        Encrypt(null, "", write: false);

        var mail = _folder.Import("encrypted.eml", folder => new MailImportOptions { DecryptFiles = [folder.Path("secret.asc")] });

        Assert.Contains(mail.Warnings, warning => warning.Contains("MaxCompressionRatio"));
        Assert.Null(mail.TextBody);
    }

    private static MailImportOptions Trusting(ToolFolder folder) => new() { Verify = true, VerifyFiles = [folder.Path("public.asc")] };

    private static SecureString? Secure(string password)
    {
        var secure = new SecureString();
        foreach (var c in password)
            secure.AppendChar(c);
        return password.Length == 0 ? null : secure;
    }

    private void MakeKey(string algorithm, string user, string password = "")
    {
        string[] usage = algorithm is "ed25519" or "nistp256" ? ["sign"] : [];
        _folder.Run("gpg", ["--batch", "--pinentry-mode", "loopback", "--passphrase", password, "--quick-gen-key", user, algorithm, .. usage]);
        if (algorithm == "rsa2048")
        {
            var print = _folder.Run("gpg", "--list-keys", "--with-colons").Split('\n').First(line => line.StartsWith("fpr:", StringComparison.Ordinal)).Split(':')[9];
            _folder.Run("gpg", "--batch", "--pinentry-mode", "loopback", "--passphrase", password, "--quick-add-key", print, algorithm, "encr");
        }

        Export();
        _folder.Run("gpg", "--batch", "--armor", "--pinentry-mode", "loopback", "--passphrase", password, "--output", "secret.asc", "--export-secret-keys");
    }

    private void Export() => _folder.Run("gpg", "--batch", "--yes", "--armor", "--output", "public.asc", "--export");

    private void Sign()
    {
        _folder.Write("entity", Entity);
        _folder.Run("gpg", "--batch", "--armor", "--output", "signature", "--detach-sign", "entity");
        _folder.Write(
            "signed.eml",
            Reader.Head + "Content-Type: multipart/signed; protocol=\"application/pgp-signature\"; micalg=pgp-sha512; boundary=s\r\n\r\n--s\r\n" + Entity
            + "\r\n--s\r\nContent-Type: application/pgp-signature\r\n\r\n" + _folder.Text("signature").ReplaceLineEndings("\r\n") + "\r\n--s--\r\n");
    }

    private void Encrypt(string? sign, string password, bool write = true)
    {
        if (write)
            _folder.Write("entity", Entity);
        string[] given = sign is null ? [] : [sign];
        _folder.Run(
            "gpg", ["--batch", "--armor", "--trust-model", "always", "--pinentry-mode", "loopback", "--passphrase", password, .. given, "-r", "ann@example.org", "--output", "encrypted", "--encrypt", "entity"]);
        _folder.Write(
            "encrypted.eml",
            (Reader.Head + "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=e\r\n\r\n--e\r\nContent-Type: application/pgp-encrypted\r\n\r\n"
            + "Version: 1\r\n\r\n--e\r\nContent-Type: application/octet-stream\r\n\r\n").ReplaceLineEndings("\n") + _folder.Text("encrypted") + "\n--e--\n");
    }
}
