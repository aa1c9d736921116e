#if NET
using System.Security.Cryptography;
using System.Threading;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Secrets.Protection;

/// <summary>Makes the key when it is first needed, once for all processes, and never in place of one that is lost.</summary>
internal sealed class KeyProvider(IKeyStore holder, StoreFolder folder, FileLockWait wait)
{
    internal const int KeyLength = 32;

    internal ProtectionKind Kind => holder.Kind;

    internal string Place => holder.Place;

    internal bool IsAvailable => holder.IsAvailable;

    internal byte[]? Find() => holder.Find();

    internal byte[] FindOrCreate() => holder.Find() ?? Create();

    private byte[] Create()
    {
        using var exclusive = FileLock.Acquire(folder.LockPath($"key-{(byte)Kind}"), wait, CancellationToken.None);
        if (holder.Find() is { } present)
            return present;
        if (folder.HasEntries(Kind))
            throw Errors.StoreKeyMissing.With(Place);
        return Keep(RandomNumberGenerator.GetBytes(KeyLength));
    }

    // Read back, since a holder that forgets would take with it all that is protected from now on.
    private byte[] Keep(byte[] key)
    {
        holder.Keep(key);
        var kept = holder.Find();
        return kept is not null && CryptographicOperations.FixedTimeEquals(kept, key)
            ? key
            : throw Errors.StoreProtectionUnavailable.With(Place, "it did not keep the key that was given to it");
    }
}
#endif
