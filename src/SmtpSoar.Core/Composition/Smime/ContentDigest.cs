using System.Collections.Generic;
using System.Security.Cryptography;
using System.Threading;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Composition.Smime;

/// <summary>Takes the hash of content without keeping it.</summary>
internal sealed class ContentDigest : WriteOnlyStream
{
    private readonly IncrementalHash _hash;

    private ContentDigest(HashAlgorithmName name) => _hash = IncrementalHash.CreateHash(name);

    /// <summary>The hash of some segments.</summary>
    public static byte[] Of(IReadOnlyList<IContentSegment> content, HashAlgorithmName name, CancellationToken stop)
    {
        using var digest = new ContentDigest(name);
        foreach (var segment in content)
            segment.WriteTo(digest, stop);
        return digest._hash.GetHashAndReset();
    }

    public override void Write(byte[] buffer, int offset, int count) => _hash.AppendData(buffer, offset, count);

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _hash.Dispose();
        base.Dispose(disposing);
    }
}
