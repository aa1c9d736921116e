#if NET
using System;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Secrets.Protection;

/// <summary>Keeps the key in a file that only its owner can read, where the system has nothing better.</summary>
internal sealed class KeyFile(StoreFolder folder) : IKeyStore
{
    private static readonly byte[] Mark = [.. "SmtpSoarKey1"u8];

    public ProtectionKind Kind => ProtectionKind.KeyFile;

    public string Place => folder.KeyPath;

    // On Windows its rights could not be checked; there is DPAPI.
    public bool IsAvailable => !OperatingSystem.IsWindows();

    public byte[]? Find()
    {
        if (folder.ReadFile(folder.KeyPath) is not { } content)
            return null;
        return content.Length == Mark.Length + KeyProvider.KeyLength && content.AsSpan().StartsWith(Mark)
            ? content[Mark.Length..]
            : throw Errors.StoreKeyDamaged.With(Place);
    }

    public void Keep(byte[] key)
    {
        using var file = new TemporaryFile(folder.TemporaryFolder);
        file.Stream.Write(Mark);
        file.Stream.Write(key);
        file.Complete();
        file.MoveTo(folder.KeyPath);
    }
}
#endif
