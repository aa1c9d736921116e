using System.Security.Cryptography;

namespace SmtpSoar.Tests.Smime;

/// <summary>A key that signs hashes and never leaves its place, like one of a card.</summary>
internal sealed class CardKey(RSA key) : RSA
{
    public override RSAParameters ExportParameters(bool includePrivateParameters) =>
        includePrivateParameters ? throw new CryptographicException("The key can't be exported.") : key.ExportParameters(false);

    public override void ImportParameters(RSAParameters parameters) => throw new CryptographicException("The key is fixed.");

    public override byte[] SignHash(byte[] hash, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding) => key.SignHash(hash, hashAlgorithm, padding);
}
