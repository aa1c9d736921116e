namespace SmtpSoar.Core.Secrets.Protection;

/// <summary>How an entry is protected. The number stands in the file.</summary>
internal enum ProtectionKind : byte
{
    /// <summary>Windows encrypts it for the user (DPAPI).</summary>
    Dpapi = 1,

    /// <summary>AES-256-GCM, with the key in a file that only the owner can read.</summary>
    KeyFile = 2,

    /// <summary>AES-256-GCM, with the key in the Keychain of macOS.</summary>
    Keychain = 3,

    /// <summary>AES-256-GCM, with the key in the keyring that libsecret reaches.</summary>
    Keyring = 4,
}
