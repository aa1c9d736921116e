using System.IO;
using System.Security.Cryptography;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Outbox;

/// <summary>Hands on what is written, and takes its SHA-256 on the way.</summary>
internal sealed class DigestStream(Stream inner) : WriteOnlyStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The digest of everything so far, which begins anew.</summary>
    public string Digest() => Hex.Of(_hash.GetHashAndReset());

    public override void Write(byte[] buffer, int offset, int count)
    {
        _hash.AppendData(buffer, offset, count);
        inner.Write(buffer, offset, count);
    }

    public override void Flush() => inner.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _hash.Dispose();
        base.Dispose(disposing);
    }
}
