namespace SmtpSoar;

/// <summary>How a signature goes with the content that it is for (RFC 8551, section 3.5).</summary>
public enum SignatureFormat : long
{
    /// <summary>Beside the content (multipart/signed): every mail program shows the content.</summary>
    Detached,

    /// <summary>Around the content (application/pkcs7-mime): it outlasts gateways that rewrite content. Readers need S/MIME.</summary>
    Opaque,
}

/// <summary>The hash that is signed (RFC 5754).</summary>
public enum SignatureHash : long
{
    /// <summary>SHA-256.</summary>
    Sha256,

    /// <summary>SHA-384.</summary>
    Sha384,

    /// <summary>SHA-512.</summary>
    Sha512,
}

/// <summary>How an RSA key signs (RFC 8017, section 8).</summary>
public enum SignaturePadding : long
{
    /// <summary>RSASSA-PKCS1-v1_5, which every mail program reads.</summary>
    Pkcs1,

    /// <summary>RSASSA-PSS (RFC 4056).</summary>
    Pss,
}

/// <summary>How a content's key is encrypted for an RSA key (RFC 8017, section 7).</summary>
public enum EncryptionPadding : long
{
    /// <summary>RSAES-PKCS1-v1_5, which every mail program reads.</summary>
    Pkcs1,

    /// <summary>RSAES-OAEP with SHA-256 (RFC 3560), which some mail programs read.</summary>
    Oaep,
}
