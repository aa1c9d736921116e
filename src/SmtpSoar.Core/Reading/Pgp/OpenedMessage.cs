using System.Collections.Generic;
using System.IO;
using Org.BouncyCastle.Bcpg.OpenPgp;
using SmtpSoar.Core.Reading.Content;

namespace SmtpSoar.Core.Reading.Pgp;

/// <summary>The content of a decrypted message while it is read.</summary>
/// <param name="source">The encrypted bytes, which it owns.</param>
/// <param name="data">The encrypted packet.</param>
internal sealed class OpenedMessage(CountingStream source, PgpEncryptedData data) : ReadOnlyStream
{
    private Stream _content = Stream.Null;
    private PgpObjectFactory? _rest;

    /// <summary>The announcements of the signatures behind the content.</summary>
    public List<PgpOnePassSignature> OnePass { get; } = [];

    /// <summary>The encrypted bytes that were read so far.</summary>
    public long BytesRead => source.Count;

    /// <summary>Takes the content, and the packets behind it.</summary>
    public OpenedMessage Set(PgpObjectFactory rest, Stream content)
    {
        (_rest, _content) = (rest, content);
        return this;
    }

    public override int Read(byte[] buffer, int offset, int count) => _content.Read(buffer, offset, count);

    /// <summary>The signatures behind the content, once that was read to its end.</summary>
    public IReadOnlyList<PgpSignature> ReadSignatures()
    {
        var found = new List<PgpSignature>();
        while (_rest?.NextPgpObject() is { } item)
            if (item is PgpSignatureList list)
                for (var index = 0; index < list.Count; index++)
                    found.Add(list[index]);
        return found;
    }

    /// <summary>Whether the content is as it was encrypted, once all of it was read.</summary>
    public bool IsWhole() => data.Verify();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }
}
