namespace SmtpSoar.Core.Secrets.Protection;

/// <summary>A way to make bytes unreadable, and unchangeable, for all but this user.</summary>
internal interface IProtector
{
    /// <summary>The name of the protection in the files.</summary>
    ProtectionKind Kind { get; }

    /// <summary>Whether this system has it. Finding out changes nothing.</summary>
    bool IsAvailable { get; }

    /// <summary>Protects the content, and binds it to the header, which stays readable.</summary>
    /// <exception cref="SmtpSoarException">It can't just now.</exception>
    byte[] Protect(byte[] content, byte[] header);

    /// <summary>The content of an entry.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The header or the body was changed.</exception>
    /// <exception cref="SmtpSoarException">It can't be said: the key is not there.</exception>
    byte[] Unprotect(Envelope entry);
}
