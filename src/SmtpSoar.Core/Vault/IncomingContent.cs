using System;
using System.IO;
using System.Threading;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Vault;

/// <summary>Content on its way into the vault: hashed and safe on the disk, but not yet in its place.</summary>
internal sealed class IncomingContent : IDisposable
{
    private readonly TemporaryFile _file;
    private readonly string _destination;

    private IncomingContent(VaultLayout layout, TemporaryFile file, ContentDigest digest)
    {
        _file = file;
        _destination = layout.ContentPath(digest.Sha1);
        Digest = digest;
    }

    internal ContentDigest Digest { get; }

    internal static IncomingContent Receive(VaultLayout layout, Stream content, CancellationToken cancellationToken)
    {
        var file = new TemporaryFile(layout.TemporaryFolder);
        try
        {
            var digest = ContentDigest.Read(content, file.Stream, cancellationToken);
            file.Complete();
            return new IncomingContent(layout, file, digest);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whether the vault has this content, unharmed. Other content with the same SHA-1 is an error.</summary>
    internal bool CompareWithVault(CancellationToken cancellationToken)
    {
        var stored = StoredContent.TryRead(_destination, cancellationToken);
        return stored is not null && stored.IsSameAs(Digest);
    }

    /// <summary>
    /// Moves the content into place, unless it is there already. Content that was damaged is replaced by the good one.
    /// </summary>
    /// <param name="known">The result of the comparison before the lock was held: it reads the whole content, and must not make others
    /// wait.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal void Keep(bool known, CancellationToken cancellationToken)
    {
        var present = known ? File.Exists(_destination) : CompareWithVault(cancellationToken);
        if (!present)
            _file.MoveTo(_destination);
    }

    public void Dispose() => _file.Dispose();
}
