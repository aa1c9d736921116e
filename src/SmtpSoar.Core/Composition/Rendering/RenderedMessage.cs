using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Composition.Rendering;

/// <summary>A whole message as it goes over the wire, before dots are stuffed: lines end with CRLF, and no Bcc is in it.</summary>
/// <remarks>Each way out takes the body by <see cref="CheckedBody"/>, so that no byte leaves before all line ends were checked.</remarks>
internal sealed record RenderedMessage
{
    // A queue holds several messages for each connection, and this much of each is no burden.
    private const int MaxBuffered = 1024 * 1024;

    private readonly byte[] _headerBlock;
    private readonly IReadOnlyList<IContentSegment> _body;
    private bool _isChecked;

    /// <summary>Nothing of it is checked yet.</summary>
    /// <param name="headerBlock">All header fields, each with its line end.</param>
    /// <param name="body">The segments that follow the empty line.</param>
    public RenderedMessage(byte[] headerBlock, IReadOnlyList<IContentSegment> body) => (_headerBlock, _body) = (headerBlock, body);

    /// <summary>The empty line between the header and the body.</summary>
    public static byte[] LineEnd { get; } = [(byte)'\r', (byte)'\n'];

    /// <summary>All header fields, each with its line end, without the empty line. A copy with others is not checked.</summary>
    public byte[] HeaderBlock
    {
        get => _headerBlock;
        init => (_headerBlock, _isChecked) = (value, false);
    }

    /// <summary>The size in bytes, as SIZE counts it (RFC 1870, section 3).</summary>
    public long Size => _headerBlock.Length + LineEnd.Length + CompositeSegment.LengthOf(_body);

    /// <summary>Whether the header has bytes over 127, which only SMTPUTF8 allows (RFC 6532).</summary>
    public bool HasEightBitHeader { get; init; }

    /// <summary>Whether the body has bytes over 127, which only 8BITMIME allows (RFC 6152).</summary>
    public bool HasEightBitBody { get; init; }

    /// <summary>Whether its line ends were checked, here or before it was stored.</summary>
    public bool IsChecked
    {
        get => _isChecked;
        init => _isChecked = value;
    }

    /// <summary>Whether it is whole in memory, and not read from files while it is written.</summary>
    public bool IsBuffered
    {
        get
        {
            foreach (var segment in _body)
            {
                if (segment is not BytesSegment)
                    return false;
            }

            return true;
        }
    }

    /// <summary>The same bytes in other segments: a copy is as well checked as this.</summary>
    private IReadOnlyList<IContentSegment> SameBody
    {
        init => _body = value;
    }

    /// <summary>Makes sure that each CR and each LF is part of a CRLF, and that the header and the body end with one.</summary>
    /// <exception cref="SmtpSoarException">One is not.</exception>
    public void CheckLines(CancellationToken cancellationToken)
    {
        if (_isChecked)
            return;
        var check = new LineEndCheck();
        check.Add(HeaderBlock);
        check.Skip(LineEnd.Length);
        foreach (var segment in _body)
            segment.CheckLines(check, cancellationToken);
        check.EndLine();
        _isChecked = true;
    }

    /// <summary>The segments that follow the empty line, once they are checked.</summary>
    /// <exception cref="SmtpSoarException">The message has a lone CR or LF.</exception>
    public IReadOnlyList<IContentSegment> CheckedBody(CancellationToken cancellationToken)
    {
        CheckLines(cancellationToken);
        return _body;
    }

    /// <summary>The same, with small files read now.</summary>
    public RenderedMessage ToBuffered(CancellationToken cancellationToken)
    {
        if (IsBuffered || Size > MaxBuffered)
            return this;
        using var bytes = new MemoryStream((int)Size);
        foreach (var segment in CheckedBody(cancellationToken))
            segment.WriteTo(bytes, cancellationToken);
        return this with { SameBody = [new BytesSegment(bytes.GetBuffer(), 0, (int)bytes.Length)] };
    }

    /// <summary>The same, and somebody hears how far it is written.</summary>
    public RenderedMessage Metered(Action<long> written)
    {
        var metered = new List<IContentSegment>(_body.Count);
        long before = HeaderBlock.Length;
        foreach (var segment in _body)
        {
            var start = before;
            metered.Add(new ProgressSegment(segment, count => written(start + count)));
            before += segment.Length;
        }

        return this with { SameBody = metered };
    }

    /// <summary>Writes the message.</summary>
    public void WriteTo(Stream stream, CancellationToken cancellationToken)
    {
        var segments = CheckedBody(cancellationToken);
        stream.Write(HeaderBlock, 0, HeaderBlock.Length);
        stream.Write(LineEnd, 0, LineEnd.Length);
        foreach (var segment in segments)
            segment.WriteTo(stream, cancellationToken);
    }

    /// <summary>Writes the message.</summary>
    public async Task WriteToAsync(Stream stream, CancellationToken cancellationToken)
    {
        var segments = CheckedBody(cancellationToken);
        await stream.WriteAsync(HeaderBlock.AsMemory(), cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync(LineEnd.AsMemory(), cancellationToken).ConfigureAwait(false);
        foreach (var segment in segments)
            await segment.WriteToAsync(stream, cancellationToken).ConfigureAwait(false);
    }
}
