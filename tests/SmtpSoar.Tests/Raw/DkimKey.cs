using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;

namespace SmtpSoar.Tests.Raw;

/// <summary>Signs messages, and tells whether the signature still holds.</summary>
internal sealed class DkimKey
{
    private readonly RSA _key = RSA.Create(2048);

    /// <summary>The message with its signature before it, otherwise as it was.</summary>
    public string Sign(string unsigned, DkimCanonicalizationAlgorithm canonicalization) =>
        Field(Encoding.ASCII.GetBytes(unsigned), canonicalization) + unsigned;

    /// <summary>The field with the signature of a message, and its line end.</summary>
    public string Field(byte[] unsigned, DkimCanonicalizationAlgorithm canonicalization)
    {
        var message = MimeMessage.Load(new MemoryStream(unsigned));
        var signer = new DkimSigner(new MemoryStream(Encoding.ASCII.GetBytes(_key.ExportRSAPrivateKeyPem())), "example.org", "sel")
        {
            HeaderCanonicalizationAlgorithm = canonicalization,
            BodyCanonicalizationAlgorithm = canonicalization,
        };
        signer.Sign(message, [HeaderId.From, HeaderId.To, HeaderId.Subject, HeaderId.Date]);

        // Only the signature comes from MimeKit, so that nothing else is written its way.
        var signature = message.Headers[message.Headers.IndexOf(HeaderId.DkimSignature)];
        return "DKIM-Signature:" + Encoding.ASCII.GetString(signature.RawValue).Replace("\r\n", "\n").Replace("\n", "\r\n");
    }

    public bool Verifies(byte[] wire)
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
