using System.Security.Cryptography;

namespace SmtpSoar.Core.Secrets.Protection;

/// <summary>Windows protects it with the user's login.</summary>
#if NET
[System.Runtime.Versioning.SupportedOSPlatform("windows")]
#endif
internal sealed class DpapiProtector : IProtector
{
    private const int InvalidData = unchecked((int)0x8007000D);

    public ProtectionKind Kind => ProtectionKind.Dpapi;

    public bool IsAvailable => true;

    public byte[] Protect(byte[] content, byte[] header)
    {
        try
        {
            return ProtectedData.Protect(content, header, DataProtectionScope.CurrentUser);
        }
        catch (CryptographicException exception)
        {
            throw Unavailable(exception);
        }
    }

    public byte[] Unprotect(Envelope entry)
    {
        try
        {
            return ProtectedData.Unprotect(entry.Body, entry.Header, DataProtectionScope.CurrentUser);
        }
        // Any other code speaks of the user's keys, as where the profile is not loaded: that is no damage.
        catch (CryptographicException exception) when (exception.HResult != InvalidData)
        {
            throw Unavailable(exception);
        }
    }

    private static SmtpSoarException Unavailable(CryptographicException exception) =>
        Errors.StoreProtectionUnavailable.Because(
            exception,
            "The user's data protection (DPAPI)",
            exception.Message.TrimEnd('.', '\r', '\n'));
}
