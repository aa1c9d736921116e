namespace SmtpSoar;

/// <summary>A kind of signature.</summary>
public enum SignatureKind : long
{
    /// <summary>S/MIME (RFC 8551).</summary>
    SMime,

    /// <summary>OpenPGP (RFC 3156).</summary>
    OpenPgp,

    /// <summary>DKIM (RFC 6376).</summary>
    Dkim,
}
