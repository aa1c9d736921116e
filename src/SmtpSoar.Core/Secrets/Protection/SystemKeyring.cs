#if NET
using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Microsoft.Identity.Client.Extensions.Msal;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Secrets.Protection;

/// <summary>
/// Keeps the key in the Keychain of macOS, or in the keyring of a Linux desktop (libsecret). Only the key: so an entry
/// is written the same way everywhere, atomically, and the keyring holds one thing that the user can recognise.
/// </summary>
internal sealed class SystemKeyring(StoreFolder folder) : IKeyStore
{
    private const string Mark = "keyring.mark";

    // A person may have to unlock it. Without one, it must not wait for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public ProtectionKind Kind => OperatingSystem.IsMacOS() ? ProtectionKind.Keychain : ProtectionKind.Keyring;

    public string Place => OperatingSystem.IsMacOS() ? "The keychain" : "The keyring (libsecret)";

    // Asked of the system first, so that without a keyring not even the library that talks to it is loaded.
    public bool IsAvailable => OperatingSystem.IsMacOS() || (OperatingSystem.IsLinux() && HasSession() && HasLibrary());

    public byte[]? Find()
    {
        if (!IsAvailable)
            throw Errors.StoreProtectionUnavailable.With(Place, "there is none in this session");
        var key = Bounded(() => Open().ReadData());
        return key.Length switch
        {
            0 => null,
            KeyProvider.KeyLength => key,
            _ => throw Errors.StoreKeyDamaged.With(Place),
        };
    }

    public void Keep(byte[] key) => Bounded(() =>
    {
        // The library marks each change in an empty file, which all users could read if the library made it.
        OwnerOnly.OpenFile(Path.Combine(folder.Root, Mark), FileMode.OpenOrCreate).Dispose();
        Open().WriteData(key);
        return true;
    });

    // One key for each data folder: the lock under which it is made lies in that folder too.
    private Storage Open() => Storage.Create(new StorageCreationPropertiesBuilder(Mark, folder.Root)
        .WithMacKeyChain("SmtpSoar", folder.Root)
        .WithLinuxKeyring(
            "org.smtpsoar.key",
            "default",
            "SmtpSoar: key of the stored assets",
            new("application", "SmtpSoar"),
            new("folder", folder.Root))
        .Build());

    private T Bounded<T>(Func<T> work)
    {
        try
        {
            var task = Task.Run(work);
            return task.Wait(Patience)
                ? task.Result
                : throw new TimeoutException($"it did not answer within {Patience.TotalSeconds} seconds");
        }
        catch (Exception exception)
        {
            throw Errors.StoreProtectionUnavailable.Because(exception, Place, Reason(exception));
        }
    }

    // The innermost has the system's own words; what the library puts around them ends in a stack trace.
    private static string Reason(Exception exception)
    {
        while (exception.InnerException is { } cause)
            exception = cause;
        return exception.Message.Split('\n')[0].TrimEnd('.', '\r', ' ');
    }

    private static bool HasSession() => Environment.GetEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS") is { Length: > 0 };

    private static bool HasLibrary()
    {
        if (!NativeLibrary.TryLoad("libsecret-1.so.0", out var handle))
            return false;
        NativeLibrary.Free(handle);
        return true;
    }
}
#endif
