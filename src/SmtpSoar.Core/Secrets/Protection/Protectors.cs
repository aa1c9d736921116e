using System.Collections.Generic;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Secrets.Protection;

/// <summary>The ways of protection that the system has.</summary>
internal static class Protectors
{
    /// <summary>All that this system may have, the best first.</summary>
    internal static IReadOnlyList<IProtector> OfThisSystem(StoreFolder folder, FileLockWait wait)
    {
#if NET
        if (!System.OperatingSystem.IsWindows())
            return [new AesGcmProtector(new KeyProvider(new SystemKeyring(folder), folder, wait)), WithKeyFile(folder, wait)];
#endif
#pragma warning disable CA1416 // The framework build runs on nothing but Windows.
        return [new DpapiProtector()];
#pragma warning restore CA1416
    }

#if NET
    /// <summary>The protection that is always there outside of Windows.</summary>
    internal static IProtector WithKeyFile(StoreFolder folder, FileLockWait wait) =>
        new AesGcmProtector(new KeyProvider(new KeyFile(folder), folder, wait));
#endif
}
