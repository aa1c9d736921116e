using System;
using System.IO;
using System.Threading;
using SmtpSoar.Core.Files.User;

namespace SmtpSoar.Core.Vault;

/// <summary>Reads content that lies in the vault.</summary>
internal static class StoredContent
{
    /// <summary>The digest of the content as it is now, or <see langword="null"/> if there is none.</summary>
    internal static ContentDigest? TryRead(string path, CancellationToken cancellationToken) =>
        Stoppable.Run(() => Read(path, cancellationToken), cancellationToken);

    private static ContentDigest? Read(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            return ContentDigest.Read(content, null, cancellationToken);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Errors.VaultContentUnreadable.Because(exception, path, exception.Message);
        }
    }
}
