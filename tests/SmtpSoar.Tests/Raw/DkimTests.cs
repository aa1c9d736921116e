using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using SmtpSoar.Core.Raw;
using Xunit;
using static SmtpSoar.Tests.Raw.RawTestMessages;

namespace SmtpSoar.Tests.Raw;

public sealed class DkimTests
{
    private const string Unsigned =
        "From:Sender  <sender@example.org>\r\nTo:\tone@example.org,\r\n\ttwo@example.org\r\nSubject : folded\r\n  twice\r\n"
        + "Bcc: secret@example.org\r\nDate: Mon, 01 Jan 2024 00:00:00 +0000\r\nMessage-Id: <1@example.org>\r\n\r\n"
        + "Hello,  \r\n.\r\n..two dots\r\n\tsigned body.  \r\n\r\n\r\n";

    private readonly RSA _key = RSA.Create(2048);

    [Theory]
    [InlineData(DkimCanonicalizationAlgorithm.Simple)]
    [InlineData(DkimCanonicalizationAlgorithm.Relaxed)]
    public void FromText_SignedMessage_StillVerifies(DkimCanonicalizationAlgorithm canonicalization)
    {
        var signed = Sign(canonicalization);

        Assert.True(Verifies(Wire(RawMessageReader.FromText(signed))));
        Assert.True(Verifies(Wire(RawMessageReader.FromText(signed.Replace("\r\n", "\n")))));
    }

    [Fact]
    public void FromFile_SignedMessage_StillVerifies()
    {
        using var file = new TemporaryFile(Sign(DkimCanonicalizationAlgorithm.Simple));

        var wire = Wire(FromFile(file.Path));

        Assert.True(Verifies(wire));
        Assert.DoesNotContain("secret", Encoding.ASCII.GetString(wire));
    }

    [Fact]
    public void Verifier_ChangedBlankInSignedMessage_Notices()
    {
        Assert.False(Verifies(Encoding.ASCII.GetBytes(Sign(DkimCanonicalizationAlgorithm.Simple).Replace("From:Sender", "From: Sender"))));
    }

    private string Sign(DkimCanonicalizationAlgorithm canonicalization)
    {
        var message = MimeMessage.Load(new MemoryStream(Encoding.ASCII.GetBytes(Unsigned)));
        var signer = new DkimSigner(new MemoryStream(Encoding.ASCII.GetBytes(_key.ExportRSAPrivateKeyPem())), "example.org", "sel")
        {
            HeaderCanonicalizationAlgorithm = canonicalization,
            BodyCanonicalizationAlgorithm = canonicalization,
        };
        signer.Sign(message, [HeaderId.From, HeaderId.To, HeaderId.Subject, HeaderId.Date]);

        // Only the signature comes from MimeKit, so that nothing else is written its way.
        var signature = message.Headers[message.Headers.IndexOf(HeaderId.DkimSignature)];
        return "DKIM-Signature:" + Encoding.ASCII.GetString(signature.RawValue).Replace("\r\n", "\n").Replace("\n", "\r\n") + Unsigned;
    }

    private bool Verifies(byte[] wire)
    {
        var message = MimeMessage.Load(new MemoryStream(wire));
        var verifier = new DkimVerifier(new KeyLocator(PublicKeyFactory.CreateKey(_key.ExportSubjectPublicKeyInfo())));
        return verifier.Verify(message, message.Headers[message.Headers.IndexOf(HeaderId.DkimSignature)]);
    }

    private sealed class KeyLocator(AsymmetricKeyParameter key) : IDkimPublicKeyLocator
    {
        public AsymmetricKeyParameter LocatePublicKey(
            string methods, string domain, string selector, CancellationToken cancellationToken) => key;

        public Task<AsymmetricKeyParameter> LocatePublicKeyAsync(
            string methods, string domain, string selector, CancellationToken cancellationToken) => Task.FromResult(key);
    }
}
