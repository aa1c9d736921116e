namespace SmtpSoar;

/// <summary>The verdict on a signature.</summary>
public enum SignatureStatus : long
{
    /// <summary>There is no signature.</summary>
    None,

    /// <summary>The content is as it was signed, by a signer that is trusted, whose address is the author's.</summary>
    Valid,

    /// <summary>The content is not as it was signed, or the signature itself is wrong.</summary>
    Invalid,

    /// <summary>The content is as it was signed, but not by someone who is trusted: the reason says why.</summary>
    Untrusted,

    /// <summary>Nothing can be said: the key is missing, or the algorithm is not known here.</summary>
    Unknown,
}
