using System.Collections.Generic;

namespace SmtpSoar.Core.Composition.Smime;

/// <summary>
/// The bytes before and after content that is too large for memory, in DER with definite lengths (X.690, section 8.1.3): the structure is
/// built from the inside out.
/// </summary>
/// <param name="contentLength">The length of the content.</param>
internal sealed class StreamedDer(long contentLength)
{
    private readonly List<byte[]> _before = [];
    private readonly List<byte[]> _after = [];
    private long _length = contentLength;

    /// <summary>The bytes that go before the content.</summary>
    public byte[] Before
    {
        get
        {
            var all = new List<byte>();
            for (var i = _before.Count - 1; i >= 0; i--)
                all.AddRange(_before[i]);
            return [.. all];
        }
    }

    /// <summary>The bytes that go behind the content.</summary>
    public byte[] After
    {
        get
        {
            var all = new List<byte>();
            foreach (var piece in _after)
                all.AddRange(piece);
            return [.. all];
        }
    }

    /// <summary>Puts an encoded value before what there is.</summary>
    public StreamedDer Precede(byte[] value)
    {
        _before.Add(value);
        _length += value.Length;
        return this;
    }

    /// <summary>Puts an encoded value behind what there is.</summary>
    public StreamedDer Follow(byte[] value)
    {
        _after.Add(value);
        _length += value.Length;
        return this;
    }

    /// <summary>Makes one value of all that there is.</summary>
    /// <param name="tag">The tag in one byte.</param>
    public StreamedDer Wrap(byte tag) => Precede(Header(tag, _length));

    private static byte[] Header(byte tag, long length)
    {
        if (length < 0x80)
            return [tag, (byte)length];
        var digits = new List<byte>();
        for (var rest = length; rest > 0; rest >>= 8)
            digits.Insert(0, (byte)rest);
        return [tag, (byte)(0x80 | digits.Count), .. digits];
    }
}
