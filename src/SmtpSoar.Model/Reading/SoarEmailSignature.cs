using System;

namespace SmtpSoar;

/// <summary>The verdict on a signature of a mail.</summary>
public sealed class SoarEmailSignature
{
    /// <summary>The verdict.</summary>
    public SignatureStatus Status { get; set; }

    /// <summary>The kind, or <see langword="null"/> where the mail has no signature.</summary>
    public SignatureKind? Kind { get; set; }

    /// <summary>The signer: the certificate's subject, the key's user id, the domain.</summary>
    public string? Signer { get; set; }

    /// <summary>The algorithms, such as <c>RSA, SHA-256</c>.</summary>
    public string? Algorithm { get; set; }

    /// <summary>The time of signing that the signature names. No one but the signer vouches for it.</summary>
    public DateTimeOffset? Time { get; set; }

    /// <summary>The part that is signed, as the structure numbers it; empty for the whole mail.</summary>
    public string Part { get; set; } = "";

    /// <summary>The SHA-256 thumbprint of the certificate, the key's fingerprint, or the selector.</summary>
    public string? KeyId { get; set; }

    /// <summary>The reason, unless it is valid.</summary>
    public string? Reason { get; set; }

    /// <summary>Kind, status and signer.</summary>
    public override string ToString() => Kind is null ? $"{Status}" : $"{Kind}: {Status} ({Signer ?? "unknown signer"})";
}
