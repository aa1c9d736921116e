namespace SmtpSoar.Core.Composition.Smime;

/// <summary>The object identifiers of the Cryptographic Message Syntax and its algorithms.</summary>
internal static class CmsOids
{
    // RFC 5652, sections 4 to 6 and 11.
    public const string Data = "1.2.840.113549.1.7.1";
    public const string SignedData = "1.2.840.113549.1.7.2";
    public const string EnvelopedData = "1.2.840.113549.1.7.3";
    public const string ContentType = "1.2.840.113549.1.9.3";
    public const string MessageDigest = "1.2.840.113549.1.9.4";
    public const string SigningTime = "1.2.840.113549.1.9.5";

    // RFC 8551, section 2.5.2; RFC 5035, section 3.
    public const string SmimeCapabilities = "1.2.840.113549.1.9.15";
    public const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";

    // RFC 5754, section 2.
    public const string Sha256 = "2.16.840.1.101.3.4.2.1";
    public const string Sha384 = "2.16.840.1.101.3.4.2.2";
    public const string Sha512 = "2.16.840.1.101.3.4.2.3";

    // RFC 8017, appendix A.
    public const string Rsa = "1.2.840.113549.1.1.1";
    public const string RsaOaep = "1.2.840.113549.1.1.7";
    public const string Mgf1 = "1.2.840.113549.1.1.8";
    public const string RsaPss = "1.2.840.113549.1.1.10";

    // RFC 5754, section 3.3.
    public const string EcdsaSha256 = "1.2.840.10045.4.3.2";
    public const string EcdsaSha384 = "1.2.840.10045.4.3.3";
    public const string EcdsaSha512 = "1.2.840.10045.4.3.4";

    // RFC 5480, section 2.1.1; RFC 5753, section 7.1.4.
    public const string EllipticCurveKey = "1.2.840.10045.2.1";
    public const string EcdhSha256 = "1.3.132.1.11.1";

    // RFC 3565, sections 4.1 and 4.2.
    public const string Aes128 = "2.16.840.1.101.3.4.1.2";
    public const string Aes256 = "2.16.840.1.101.3.4.1.42";
    public const string Aes256Wrap = "2.16.840.1.101.3.4.1.45";
}
