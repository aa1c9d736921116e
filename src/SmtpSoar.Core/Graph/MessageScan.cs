using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MimeKit;
using MimeKit.IO.Filters;
using SmtpSoar.Core.Composition.Rendering;

namespace SmtpSoar.Core.Graph;

/// <summary>Finds the attachments of a finished message, by MimeKit's reader, which holds no content in memory.</summary>
internal sealed class MessageScan : MimeReader
{
    private static readonly string[] SealedTypes =
        ["multipart/signed", "multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"];

    private readonly List<DetachablePart> _parts = [];
    private readonly List<Header> _headers = [];
    private readonly Stack<Level> _levels = new();
    private DetachablePart? _open;
    private DecoderFilter? _decoder;
    private long _boundary = -1;
    private int _nested;
    private bool _isFirst = true;

    private MessageScan(Stream stream)
        : base(stream, MimeFormat.Entity)
    {
    }

    /// <summary>The attachments that may go apart, in the order of the message.</summary>
    public IReadOnlyList<DetachablePart> Parts => _parts;

    /// <summary>Whether it is signed or encrypted, so that nothing of it may be taken apart.</summary>
    public bool IsSealed { get; private set; }

    /// <summary>Reads a message.</summary>
    public static async Task<MessageScan> ReadAsync(RenderedMessage image, CancellationToken cancellationToken)
    {
        using var pipe = new HandoverPipe();
        var writing = Task.Run(() => pipe.FillAsync(image.WriteToAsync, cancellationToken), CancellationToken.None);
        var scan = new MessageScan(pipe.Output);
        try
        {
            scan.ReadMessage(cancellationToken);
        }
        finally
        {
            pipe.EndReading();
            await writing.ConfigureAwait(false);
        }

        return scan;
    }

    protected override void OnHeadersBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => _headers.Clear();

    protected override void OnHeaderRead(Header header, int beginLineNumber, CancellationToken cancellationToken) => _headers.Add(header);

    protected override void OnMultipartBegin(
        ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        LookAtFirst(contentType);
        _levels.Push(new Level(contentType));
    }

    protected override void OnMultipartEnd(
        ContentType contentType,
        long beginOffset,
        int beginLineNumber,
        long headersEndOffset,
        long endOffset,
        int lines,
        CancellationToken cancellationToken) =>
        _levels.Pop();

    protected override void OnMultipartBoundaryBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        EndPart(beginOffset);
        _boundary = beginOffset;
        if (_levels.Count > 0)
            _levels.Peek().Children++;
    }

    protected override void OnMultipartEndBoundaryBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken) =>
        EndPart(beginOffset);

    protected override void OnMessagePartBegin(
        ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        LookAtFirst(contentType);
        _nested++;
    }

    protected override void OnMessagePartEnd(
        ContentType contentType,
        long beginOffset,
        int beginLineNumber,
        long headersEndOffset,
        long endOffset,
        int lines,
        CancellationToken cancellationToken) =>
        _nested--;

    protected override void OnMimePartBegin(
        ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        LookAtFirst(contentType);
        if (_nested == 0 && _levels.Count > 0 && _boundary >= 0 && _levels.Peek().AllowsDetaching && Describe(contentType) is { } part)
            _open = part;
    }

    protected override void OnMimePartContentBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        if (_open is null)
            return;
        _open.ContentBegin = beginOffset;
        _decoder = DecoderFilter.Create(_open.Encoding) as DecoderFilter;
    }

    protected override void OnMimePartContentRead(byte[] content, int startIndex, int count, CancellationToken cancellationToken)
    {
        if (_open is null)
            return;
        _open.Size += Decode(_decoder, content, startIndex, count, flush: false).Count;
    }

    protected override void OnMimePartContentEnd(
        long beginOffset, int beginLineNumber, long endOffset, int lines, NewLineFormat? newLineFormat, CancellationToken cancellationToken)
    {
        if (_open is null)
            return;
        _open.ContentEnd = endOffset;
        _open.Size += Decode(_decoder, [], 0, 0, flush: true).Count;
    }

    /// <summary>Decodes the next bytes of a content.</summary>
    internal static ArraySegment<byte> Decode(DecoderFilter? decoder, byte[] bytes, int offset, int count, bool flush)
    {
        if (decoder is null)
            return new ArraySegment<byte>(bytes, offset, count);
        var decoded = flush
            ? decoder.Flush(bytes, offset, count, out var start, out var length)
            : decoder.Filter(bytes, offset, count, out start, out length);
        return new ArraySegment<byte>(decoded, start, length);
    }

    private void EndPart(long offset)
    {
        if (_open is not { } part)
            return;
        part.End = offset;
        _parts.Add(part);
        _open = null;
    }

    // The first entity is the message itself. A DKIM signature seals the body that it was made over (RFC 6376).
    private void LookAtFirst(ContentType type)
    {
        if (!_isFirst)
            return;
        _isFirst = false;
        IsSealed = SealedTypes.Contains(type.MimeType, StringComparer.OrdinalIgnoreCase)
            || _headers.Exists(header => header.Id == HeaderId.DkimSignature);
    }

    private DetachablePart? Describe(ContentType type)
    {
        var disposition = Value(HeaderId.ContentDisposition) is { } text && ContentDisposition.TryParse(text, out var parsed)
            ? parsed
            : null;
        var id = Value(HeaderId.ContentId)?.Trim().Trim('<', '>');
        var isAttachment = disposition?.IsAttachment == true;
        if (!isAttachment && type.IsMimeType("text", "*") && disposition?.FileName is null)
            return null;
        return new DetachablePart
        {
            Begin = _boundary,
            Name = disposition?.FileName ?? type.Name ?? "attachment",
            Type = type.MimeType,
            ContentId = id,
            IsInline = id is not null && !isAttachment,
            Encoding = EncodingOf(Value(HeaderId.ContentTransferEncoding)),
        };
    }

    private static ContentEncoding EncodingOf(string? word) => word?.Trim().ToLowerInvariant() switch
    {
        "base64" => ContentEncoding.Base64,
        "quoted-printable" => ContentEncoding.QuotedPrintable,
        "x-uuencode" or "uuencode" or "x-uue" => ContentEncoding.UUEncode,
        _ => ContentEncoding.Default,
    };

    private string? Value(HeaderId id) => _headers.Find(header => header.Id == id)?.Value;

    private sealed class Level(ContentType type)
    {
        public int Children { get; set; }

        // The first part of multipart/related is the text that shows the others (RFC 2387, section 3.2).
        public bool AllowsDetaching =>
            type.IsMimeType("multipart", "mixed") || (type.IsMimeType("multipart", "related") && Children > 1);
    }
}
