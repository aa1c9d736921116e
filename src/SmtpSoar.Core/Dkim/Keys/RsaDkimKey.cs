using System.Formats.Asn1;
using System.Security.Cryptography;

namespace SmtpSoar.Core.Dkim.Keys;

/// <summary>An RSA key: rsa-sha256 (RFC 8301).</summary>
internal sealed class RsaDkimKey(RSA key) : DkimKey
{
    private const string RsaEncryption = "1.2.840.113549.1.1.1";

    // Nothing says that a key may sign on two threads at once.
    private readonly object _gate = new();

    public override string Algorithm => "rsa-sha256";

    public override string Kind => "rsa";

    public override int Bits => key.KeySize;

    public override byte[] PublicKey
    {
        get
        {
            var parameters = key.ExportParameters(includePrivateParameters: false);
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(RsaEncryption);
                    writer.WriteNull();
                }

                writer.WriteBitString(Numbers(parameters));
            }

            return writer.Encode();
        }
    }

    public override byte[] Sign(byte[] data)
    {
        lock (_gate)
            return key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public override void Dispose() => key.Dispose();

    private static byte[] Numbers(RSAParameters parameters)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(parameters.Modulus);
            writer.WriteIntegerUnsigned(parameters.Exponent);
        }

        return writer.Encode();
    }
}
