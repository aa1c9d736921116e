using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Text.RegularExpressions;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Tests.Composition;
using Xunit;

namespace SmtpSoar.Tests.OpenPgp;

/// <summary>Mails that are signed and encrypted by OpenPGP, in the eyes of gpg.</summary>
[Collection(nameof(GpgTests))]
public sealed class PgpMailTests : IDisposable
{
    private const string Sender = "asset@example.org";
    private const string Text = ".\n..dots\nFrom here\ntrailing   \nGrüße\n-- \nsignature\n\n";

    private readonly GpgHome _gpg = new();
    private readonly TestFiles _files = new();

    public void Dispose()
    {
        _files.Dispose();
        _gpg.Dispose();
    }

    [GpgTheory]
    [InlineData("rsa2048", "")]
    [InlineData("ed25519", GpgHome.Passphrase)]
    [InlineData("nistp256", "")]
    [InlineData("nistp384", "")]
    public void Signature_ByAKeyFile_HoldsUntilAByteChanges(string algorithm, string passphrase)
    {
        _gpg.Create(Sender, algorithm, null, passphrase);
        var request = Request();
        request.Protection = new MailProtection { PgpKey = _gpg.ExportSecret(Sender, passphrase), PgpPassphrase = passphrase.Length > 0 ? GpgHome.Secret() : null };

        AssertSigned(Compose(request));
    }

    [GpgTheory]
    [InlineData(true, "")]
    [InlineData(false, "")]
    [InlineData(true, GpgHome.Passphrase)]
    public void Signature_ByGpg_HoldsUntilAByteChanges(bool byFingerprint, string passphrase)
    {
        var fingerprint = _gpg.Create(Sender, "ed25519", null, passphrase);
        var request = Request();
        request.Protection = new MailProtection { PgpKey = byFingerprint ? fingerprint : Sender, PgpPassphrase = passphrase.Length > 0 ? GpgHome.Secret() : null };

        AssertSigned(Compose(request));
    }

    [GpgTheory]
    [InlineData("ed25519", "cv25519", false)]
    [InlineData("rsa2048", "rsa2048", true)]
    [InlineData("nistp256", "nistp256", true)]
    [InlineData("ed25519", "cv25519", true)]
    public void Encryption_ForKeyFiles_IsReadByEachRecipientAndTheSender(string algorithm, string subkey, bool signs)
    {
        _gpg.Create(Sender, algorithm, subkey);
        _gpg.Create("to@example.org", algorithm, subkey);
        var request = Request();
        request.Protection = new MailProtection
        {
            Sign = signs,
            PgpKey = _gpg.ExportSecret(Sender),
            Encrypt = true,
            PgpRecipientKeys = [_gpg.Export("to@example.org")],
        };

        var message = Compose(request);
        var (plain, status) = Decrypt(TestMail.Wire(message));

        Assert.Contains("Content-Type: multipart/mixed", plain, StringComparison.Ordinal);
        Assert.Equal(signs, status.Contains("GOODSIG", StringComparison.Ordinal));
        Assert.Equal(2, Regex.Count(status, "ENC_TO"));
        Assert.Contains("DECRYPTION_INFO 2 9", status, StringComparison.Ordinal);
        Assert.Equal(TestMail.Wire(message), TestMail.Wire(message));
        Assert.Empty(message.Warnings);
    }

    [GpgFact]
    public void BlindCopy_OfAnEncryptedMail_IsAMessageOfItsOwn()
    {
        _gpg.Create(Sender, "ed25519", "cv25519");
        _gpg.Create("to@example.org", "ed25519", "cv25519");
        _gpg.Create("hidden@example.org", "ed25519", "cv25519");
        var request = Request();
        request.Bcc = ["hidden@example.org"];
        request.Protection = new MailProtection { PgpKey = Sender, Encrypt = true, PgpRecipientKeys = [Sender, "to@example.org", "hidden@example.org"] };

        var message = Compose(request);

        Assert.Equal(["to@example.org"], TestMail.Recipients(message));
        Assert.Equal(["hidden@example.org"], TestMail.Recipients(message.Copies.Single()));
        Assert.NotEqual(KeysOf(message.Image), KeysOf(message.Copies.Single().Image));
        Assert.Equal(2, KeysOf(message.Image).Length);
    }

    [GpgFact]
    public void Encryption_WithGpgsSignature_HasASignedMailInside()
    {
        var fingerprint = _gpg.Create(Sender, "ed25519", "cv25519");
        var request = Request();
        request.To = [Sender];
        request.Protection = new MailProtection { PgpKey = fingerprint, Encrypt = true };

        var (plain, _) = Decrypt(TestMail.Wire(Compose(request)));

        Assert.Contains("multipart/signed", plain, StringComparison.Ordinal);
        AssertSigned(Encoding.UTF8.GetBytes(plain));
    }

    [GpgFact]
    public void LargeAttachment_OfAnEncryptedMail_TakesLittleMemory()
    {
        _gpg.Create(Sender, "ed25519", "cv25519");
        var path = _files.Missing("large.bin");
        using (var file = File.Create(path))
            file.SetLength(32 * 1024 * 1024);
        var request = Request();
        request.To = [Sender];
        request.Attachments = [new AttachmentReference { Path = path }];
        request.Protection = new MailProtection { PgpKey = _gpg.ExportSecret(Sender), Encrypt = true };
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var message = Compose(request);

        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 8 * 1024 * 1024);
        Assert.True(message.Image.Size > 32 * 1024 * 1024);
    }

    private void AssertSigned(ComposedMessage message)
    {
        Assert.Null(message.SevenBitImage);
        AssertSigned(TestMail.Wire(message));
    }

    private void AssertSigned(byte[] wire)
    {
        var (content, signature) = Parts(wire);
        var changed = (byte[])content.Clone();
        changed[changed.Length / 2] ^= 1;
        var file = _gpg.Write("signature.asc", signature);

        Assert.Equal(0, _gpg.Run("--verify", file, _gpg.Write("content", content)).Status);
        Assert.NotEqual(0, _gpg.Run("--verify", file, _gpg.Write("content", changed)).Status);
        Assert.DoesNotContain(content, value => value > 127);
        Assert.DoesNotContain("Version:", Encoding.ASCII.GetString(signature), StringComparison.Ordinal);
        Assert.Matches("micalg=\"?pgp-sha(256|384|512)", Encoding.UTF8.GetString(wire));
    }

    // The line end before a boundary is the boundary's (RFC 1847, section 2.1).
    private static (byte[] Content, byte[] Signature) Parts(byte[] wire)
    {
        var text = Encoding.Latin1.GetString(wire);
        var boundary = "--" + Regex.Match(text, "multipart/signed;.*?boundary=\"([^\"]+)\"", RegexOptions.Singleline).Groups[1].Value;
        var parts = text.Split([boundary], StringSplitOptions.None);
        var content = parts[1].Substring(2, parts[1].Length - 4);
        var signature = parts[2].Substring(parts[2].IndexOf("-----BEGIN", StringComparison.Ordinal));
        return (Encoding.Latin1.GetBytes(content), Encoding.Latin1.GetBytes(signature));
    }

    private (string Plain, string Status) Decrypt(byte[] wire)
    {
        var (status, output, errors) = _gpg.Run("--status-fd", "2", "--decrypt", _gpg.Write("encrypted.asc", Armor(wire)));
        Assert.True(status == 0, errors);
        return (output, errors);
    }

    private static string Armor(byte[] wire)
    {
        var text = Encoding.ASCII.GetString(wire);
        var start = text.IndexOf("-----BEGIN PGP MESSAGE", StringComparison.Ordinal);
        return text.Substring(start, text.IndexOf("-----END PGP MESSAGE-----", StringComparison.Ordinal) + 27 - start);
    }

    private string[] KeysOf(RenderedMessage image)
    {
        var packets = _gpg.Run("--list-packets", _gpg.Write("encrypted.asc", Armor(TestMail.Wire(image))));
        return [.. Regex.Matches(packets.Output, "pubkey enc packet: .* keyid ([0-9A-F]+)").Cast<Match>().Select(match => match.Groups[1].Value)];
    }

    private EmailRequest Request()
    {
        var request = TestMail.Text(Text);
        request.Subject = "Grüße";
        request.Attachments = [_files.Add("data.bin", new byte[10_000]), _files.Add("empty.txt", ""), _files.Add("inner.eml", "From: a@example.org\r\nSubject: x\r\n\r\nGrüße\r\n")];
        return request;
    }

    private static ComposedMessage Compose(ComposedMailRequest request) =>
        new MessageFactory(TestMail.Asset, TimeProvider.System).Create(request, CancellationToken.None);
}
