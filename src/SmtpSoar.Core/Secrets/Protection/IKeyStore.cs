#if NET
namespace SmtpSoar.Core.Secrets.Protection;

/// <summary>Something that keeps a key of 32 bytes for this user.</summary>
internal interface IKeyStore
{
    ProtectionKind Kind { get; }

    /// <summary>The place of the key, for messages.</summary>
    string Place { get; }

    /// <summary>Whether this system has such a holder. Finding out changes nothing.</summary>
    bool IsAvailable { get; }

    /// <summary>The key, or <see langword="null"/> if none was kept yet.</summary>
    byte[]? Find();

    /// <summary>Keeps a key where there is none.</summary>
    void Keep(byte[] key);
}
#endif
