using System.Collections.Generic;
using System.IO;
using System.Linq;
using SmtpSoar.Core.Reading.Content;

namespace SmtpSoar.Core.Reading.Smime;

/// <summary>
/// Reads the frame of a CMS message (RFC 5652, BER) around its content, which is a stream. All else is held in memory, up to the limit for
/// signatures: no length that a mail names is ever believed.
/// </summary>
internal sealed class CmsLayout
{
    private readonly BerReader _reader;
    private readonly List<BerFrame> _frames = [];

    private CmsLayout(BerReader reader) => _reader = reader;

    /// <summary>The type of the message, by its object identifier in DER.</summary>
    public byte[] Type { get; private set; } = [];

    /// <summary>The elements before the content, each in BER.</summary>
    public List<byte[]> Before { get; } = [];

    /// <summary>The elements beside the content in its own frame: its type, and the algorithm of its encryption.</summary>
    public List<byte[]> Inner { get; } = [];

    /// <summary>The content, or <see langword="null"/> where it is elsewhere.</summary>
    public Stream? Content { get; private set; }

    /// <summary>Reads up to the content.</summary>
    /// <param name="stream">The message.</param>
    /// <param name="limits">The limits.</param>
    /// <exception cref="InvalidDataException">It is no such message.</exception>
    public static CmsLayout Read(Stream stream, ReadLimits limits)
    {
        var layout = new CmsLayout(new BerReader(stream, limits.MaxSignatureBytes));
        layout.ReadStart();
        return layout;
    }

    /// <summary>Reads the elements behind the content, once that was read to its end.</summary>
    public IReadOnlyList<byte[]> ReadAfter()
    {
        foreach (var frame in Enumerable.Reverse(_frames).Take(_frames.Count - 1))
            _reader.Leave(frame);
        var after = new List<byte[]>();
        while (_reader.TryReadElement(_frames[0], out var element))
            after.Add(element);
        return after;
    }

    private void ReadStart()
    {
        var outer = _reader.Enter(Tags.Sequence, null);
        Type = _reader.ReadElement(outer);
        var wrapped = _reader.Enter(Tags.Explicit0, outer);
        var body = _reader.Enter(Tags.Sequence, wrapped);
        _frames.Add(body);
        while (Before.Count < LeastBefore || _reader.Peek(body) is { } tag && tag != Tags.Sequence)
            Before.Add(_reader.ReadElement(body));
        var content = _reader.Enter(Tags.Sequence, body);
        _frames.Add(content);
        while (_reader.Peek(content) is { } tag && tag is not (Tags.Explicit0 or Tags.Implicit0))
            Inner.Add(_reader.ReadElement(content));
        if (_reader.Peek(content) is null)
            return;
        // Encrypted content has no tag of its own; signed and compressed content has.
        if (!CmsTypes.IsEncrypted(Type))
        {
            var octets = _reader.Enter(Tags.Explicit0, content);
            _frames.Add(octets);
            Content = _reader.OpenOctets(octets);
        }
        else
        {
            Content = _reader.OpenOctets(content);
        }
    }

    // The algorithm of compression is a sequence, as the content is (RFC 3274, section 1.1).
    private int LeastBefore => CmsTypes.IsCompressed(Type) ? 2 : 1;
}
