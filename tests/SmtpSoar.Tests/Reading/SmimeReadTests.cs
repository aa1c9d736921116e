using System;
using System.Linq;
using System.Security;
using SmtpSoar.Core.Reading;
using Xunit;

namespace SmtpSoar.Tests.Reading;

/// <summary>Mails that OpenSSL signed and encrypted.</summary>
public sealed class SmimeReadTests : IDisposable
{
    private const string Entity =
        "Content-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\nContent-Type: text/plain\r\n\r\nHello  \r\n\r\n--in\r\n"
        + "Content-Type: application/x-y; name=a.bin\r\nContent-Transfer-Encoding: base64\r\n\r\nAAECAw==\r\n--in--\r\n";

    private readonly ToolFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ToolTheory("openssl")]
    [InlineData("rsa:2048", "sha256", "", "RSA, SHA-256")]
    [InlineData("rsa:3072", "sha512", "", "RSA, SHA-512")]
    [InlineData("rsa:2048", "sha256", "rsa_padding_mode:pss", "RSA-PSS, SHA-256")]
    [InlineData("P-256", "sha256", "", "ECDSA, SHA-256")]
    [InlineData("P-384", "sha384", "", "ECDSA, SHA-384")]
    public void Verify_SignedMail_IsValidUntilAByteChanges(string key, string digest, string padding, string algorithm)
    {
        MakeKeys(key);
        foreach (var form in new[] { "-crlfeol", "-nodetach", "-stream", "" })
        {
            Sign("signed.eml", digest, padding, form);

            var mail = _folder.Import("signed.eml", Trusting);

            var signature = Assert.Single(mail.Signature);
            Assert.Equal((SignatureStatus.Valid, SignatureKind.SMime, ""), (signature.Status, signature.Kind, signature.Part));
            Assert.Equal(algorithm, signature.Algorithm);
            Assert.Contains("Ann", signature.Signer);
            Assert.InRange(signature.Time!.Value, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddMinutes(1));
            Assert.Null(signature.Reason);
            Assert.Equal("Hello  \r\n", mail.TextBody!.ReplaceLineEndings("\r\n"));
            Assert.Equal("a.bin", Assert.Single(mail.Attachments).Name);
            Assert.Empty(mail.Warnings);
        }

        Sign("signed.eml", digest, padding, "");
        _folder.Write("changed.eml", _folder.Text("signed.eml").Replace("Hello  ", "Hallo  ", StringComparison.Ordinal));
        Assert.Equal(SignatureStatus.Invalid, Assert.Single(_folder.Import("changed.eml", Trusting).Signature).Status);
    }

    [ToolFact("openssl")]
    public void Verify_OpaqueMailWithAChangedByte_IsInvalid()
    {
        MakeKeys("rsa:2048");
        Sign("signed.eml", "sha256", "", "-nodetach");
        var text = _folder.Text("signed.eml");
        var start = text.IndexOf("\n\n", StringComparison.Ordinal) + 2;
        var bytes = Convert.FromBase64String(text[start..].Replace("\n", "", StringComparison.Ordinal));
        var content = bytes.AsSpan().IndexOf("Hello"u8);
        bytes[content + 1] = (byte)'a';
        _folder.Write("changed.eml", text[..start] + Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks));

        Assert.Equal(SignatureStatus.Invalid, Assert.Single(_folder.Import("changed.eml", Trusting).Signature).Status);
    }

    [ToolFact("openssl")]
    public void Verify_WithoutTheAuthority_IsUntrusted()
    {
        MakeKeys("rsa:2048");
        Sign("signed.eml", "sha256", "", "");

        var signature = Assert.Single(_folder.Import("signed.eml", _ => new MailImportOptions { Verify = true }).Signature);

        Assert.Equal(SignatureStatus.Untrusted, signature.Status);
        Assert.Contains("authority is not trusted", signature.Reason);
    }

    [ToolTheory("openssl")]
    [InlineData("email:other@example.org", "emailProtection", "sha256", "other@example.org")]
    [InlineData("email:ann@example.org", "serverAuth", "sha256", "not for mail")]
    [InlineData("email:ann@example.org", "emailProtection", "sha1", "SHA-1")]
    public void Verify_SignerWhoIsNotToBeTrusted_IsUntrusted(string name, string usage, string digest, string reason)
    {
        MakeKeys("rsa:2048", name, usage);
        Sign("signed.eml", digest, "", "");

        var signature = Assert.Single(_folder.Import("signed.eml", Trusting).Signature);

        Assert.Equal(SignatureStatus.Untrusted, signature.Status);
        Assert.Contains(reason, signature.Reason);
    }

    [ToolFact("openssl")]
    public void Verify_AuthorityOfTheSameName_IsNotTrusted()
    {
        MakeKeys("rsa:2048");
        _folder.Run("openssl", "x509", "-in", "ca.pem", "-out", "trusted.pem");
        MakeKeys("rsa:2048");
        Sign("signed.eml", "sha256", "", "");

        var mail = _folder.Import("signed.eml", folder => new MailImportOptions { Verify = true, VerifyFiles = [folder.Path("trusted.pem")] });

        Assert.Equal(SignatureStatus.Untrusted, Assert.Single(mail.Signature).Status);
    }

    [ToolFact("openssl")]
    public void Verify_MailWithoutTheCertificate_IsUnknownUntilItIsGiven()
    {
        MakeKeys("rsa:2048");
        Sign("signed.eml", "sha256", "", "-nocerts");

        Assert.Equal(SignatureStatus.Unknown, Assert.Single(_folder.Import("signed.eml", Trusting).Signature).Status);
        var given = _folder.Import("signed.eml", folder => new MailImportOptions { Verify = true, VerifyFiles = [folder.Path("ann.pem")] });
        Assert.Equal(SignatureStatus.Valid, Assert.Single(given.Signature).Status);
    }

    [ToolFact("openssl")]
    public void Verify_SignedPartOfAMail_IsSaid()
    {
        MakeKeys("rsa:2048");
        Sign("signed.eml", "sha256", "", "-crlfeol");
        var signed = _folder.Text("signed.eml");
        signed = signed[signed.IndexOf("MIME-Version", StringComparison.Ordinal)..];
        _folder.Write("part.eml", Reader.Head + Reader.Multipart("mixed", "out", signed, "Content-Type: text/plain\r\n\r\nnot signed"));

        var mail = _folder.Import("part.eml", Trusting);

        Assert.Equal((SignatureStatus.Valid, "1"), (mail.Signature[0].Status, mail.Signature[0].Part));
        Assert.Contains(mail.Warnings, warning => warning.Contains("the part 1 alone"));
    }

    [ToolTheory("openssl")]
    [InlineData("rsa:2048", "-aes256", "", "AES-256-CBC")]
    [InlineData("rsa:2048", "-aes128", "", "AES-128-CBC")]
    [InlineData("rsa:2048", "-aes256", "rsa_padding_mode:oaep", "AES-256-CBC")]
    [InlineData("rsa:2048", "-des3", "", "3DES-CBC")]
    [InlineData("P-256", "-aes256", "", "AES-256-CBC")]
    [InlineData("P-384", "-aes256", "ecdh_kdf_md:sha384", "AES-256-CBC")]
    public void Decrypt_EncryptedMail_IsRead(string key, string cipher, string option, string algorithm)
    {
        MakeKeys(key);
        _folder.Write("entity", Entity);
        string[] options = option.Length > 0 ? ["-keyopt", option] : [];
        foreach (var form in new[] { "-crlfeol", "-stream" })
        {
            _folder.Run(
                "openssl", ["cms", "-encrypt", cipher, form, "-in", "entity", "-out", "encrypted.eml", "-from", "ann@example.org", "-subject", "x", "-recip", "ann.pem", .. options]);

            var mail = _folder.Import("encrypted.eml", folder => new MailImportOptions { DecryptFiles = [folder.Path("ann.both")] });

            Assert.Equal($"S/MIME ({algorithm})", mail.Encryption);
            Assert.Equal("Hello  \r\n", mail.TextBody);
            Assert.Equal("\0\u0001\u0002\u0003", Reader.Content(Assert.Single(mail.Attachments).Content!));
            Assert.Empty(mail.Signature);
            Assert.Empty(mail.Warnings);
        }
    }

    [ToolFact("openssl")]
    public void Decrypt_SignedAndEncryptedMail_IsReadAndVerified()
    {
        MakeKeys("rsa:2048");
        Sign("inner", "sha256", "", "-crlfeol");
        var inner = _folder.Text("inner");
        _folder.Write("inner", inner[inner.IndexOf("MIME-Version", StringComparison.Ordinal)..]);
        _folder.Run("openssl", "cms", "-encrypt", "-aes256", "-in", "inner", "-out", "both.eml", "-from", "ann@example.org", "-recip", "ann.pem");
        _folder.Run("openssl", "pkcs12", "-export", "-in", "ann.pem", "-inkey", "ann.key", "-out", "ann.pfx", "-passout", "pass:secret");
        using var password = new SecureString();
        foreach (var c in "secret")
            password.AppendChar(c);

        var mail = _folder.Import("both.eml", folder => Trusting(folder) with { DecryptFiles = [folder.Path("ann.pfx")], DecryptPassword = password });

        Assert.Equal((SignatureStatus.Valid, ""), (mail.Signature.Single().Status, mail.Signature.Single().Part));
        Assert.Equal("S/MIME (AES-256-CBC)", mail.Encryption);
        Assert.Equal("Hello  \r\n", mail.TextBody);
        var closed = _folder.Import("both.eml", Trusting);
        Assert.Equal((SignatureStatus.None, "S/MIME"), (closed.Signature.Single().Status, closed.Encryption));
        Assert.Null(closed.TextBody);
        Assert.Contains(closed.Warnings, warning => warning.Contains("-DecryptWith"));
    }

    [ToolFact("openssl")]
    public void Decrypt_WithAnotherKey_SaysIt()
    {
        MakeKeys("rsa:2048");
        _folder.Write("entity", Entity);
        _folder.Run("openssl", "cms", "-encrypt", "-aes256", "-in", "entity", "-out", "encrypted.eml", "-recip", "ca.pem");

        var mail = _folder.Import("encrypted.eml", folder => new MailImportOptions { DecryptFiles = [folder.Path("ann.both")] });

        Assert.Contains(mail.Warnings, warning => warning.Contains("none of the keys"));
        Assert.Null(mail.TextBody);
    }

    private static MailImportOptions Trusting(ToolFolder folder) => new() { Verify = true, VerifyFiles = [folder.Path("ca.pem")] };

    private void MakeKeys(string key, string name = "email:ann@example.org", string usage = "emailProtection")
    {
        string[] kind = key.StartsWith('P') ? ["ec", "-pkeyopt", $"ec_paramgen_curve:{key}"] : [key];
        _folder.Write("ext", $"subjectAltName={name}\nextendedKeyUsage={usage}\nkeyUsage=digitalSignature,keyEncipherment,keyAgreement\nsubjectKeyIdentifier=hash\n");
        _folder.Run(
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Test CA", "-days", "30");
        _folder.Run("openssl", ["req", "-newkey", .. kind, "-nodes", "-keyout", "ann.key", "-out", "ann.csr", "-subj", "/CN=Ann"]);
        _folder.Run(
            "openssl", "x509", "-req", "-in", "ann.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "ann.pem", "-days", "20", "-extfile", "ext");
        _folder.Write("ann.both", _folder.Text("ann.pem") + _folder.Text("ann.key"));
    }

    private void Sign(string file, string digest, string padding, string form)
    {
        _folder.Write("entity", Entity);
        string[] options = padding.Length > 0 ? ["-keyopt", padding] : [];
        string[] given = form.Length > 0 ? [form] : [];
        _folder.Run("openssl", [
            "cms", "-sign", "-md", digest, "-in", "entity", "-signer", "ann.pem", "-inkey", "ann.key", "-out", file, "-from", "ann@example.org",
            "-to", "bob@example.org", "-subject", "signed", .. given, .. options]);
    }
}
