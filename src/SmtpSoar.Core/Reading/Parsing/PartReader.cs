using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using MimeKit;
using SmtpSoar.Core.Reading.Content;

namespace SmtpSoar.Core.Reading.Parsing;

/// <summary>Makes the tree of a mail's parts in one pass, without holding their content.</summary>
internal sealed class PartReader : MimeReader, IDisposable
{
    private readonly ReadContext _context;
    private readonly MailContent _source;
    private readonly HeaderGuard _guard;
    private readonly int _depth;
    private readonly Stack<MailPart> _open = new();
    private readonly HashSet<MailPart> _ended = [];
    private List<Header> _headers = [];
    private PartDigester? _digester;
    private MailPart? _root;

    private PartReader(MailContent source, HeaderGuard guard, int depth, ReadContext context)
        : base(OptionsOf(context.Limits.MaxDepth - depth), guard, MimeFormat.Entity) =>
        (_context, _source, _guard, _depth) = (context, source, guard, depth);

    /// <summary>Reads a mail.</summary>
    /// <param name="source">Its bytes.</param>
    /// <param name="parent">The part that has it, or <see langword="null"/>.</param>
    /// <param name="context">The limits and warnings.</param>
    /// <returns>The mail as far as it could be read, or <see langword="null"/> if it is none.</returns>
    public static MailPart? ReadMessage(MailContent source, MailPart? parent, ReadContext context) =>
        Read(source, parent, context, reader => reader.ReadMessage(context.Stop));

    /// <summary>Reads a MIME entity, such as was encrypted.</summary>
    /// <param name="source">Its bytes.</param>
    /// <param name="parent">The part that has it.</param>
    /// <param name="context">The limits and warnings.</param>
    public static MailPart? ReadEntity(MailContent source, MailPart parent, ReadContext context) =>
        Read(source, parent, context, reader => reader.ReadEntity(context.Stop));

    protected override void OnHeadersBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        _headers = [];
        _guard.IsInHeader = true;
        _guard.Reset();
    }

    protected override void OnHeaderRead(Header header, int beginLineNumber, CancellationToken cancellationToken)
    {
        _guard.Reset();
        _context.CountHeader(header.RawField.Length + (header.RawValue?.Length ?? 0));
        _headers.Add(header);
    }

    protected override void OnHeadersEnd(
        long beginOffset, int beginLineNumber, long endOffset, int endLineNumber, CancellationToken cancellationToken) =>
        _guard.IsInHeader = false;

    protected override void OnMimeMessageBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken) =>
        Begin(PartKind.Message, new ContentType("message", "rfc822"), beginOffset);

    protected override void OnMimeMessageEnd(
        long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines, CancellationToken cancellationToken) =>
        End(PartKind.Message, headersEndOffset, endOffset);

    protected override void OnMimePartBegin(
        ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) =>
        WarnOfDepth(Begin(PartKind.Leaf, contentType, beginOffset));

    protected override void OnMimePartContentBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        var part = _open.Peek();
        part.ContentStart = beginOffset;
        _digester?.Dispose();
        _digester = new PartDigester(_context, part.Encoding, part.Type.IsMimeType("text", "*"));
    }

    protected override void OnMimePartContentRead(byte[] buffer, int startIndex, int count, CancellationToken cancellationToken) =>
        _digester?.Add(buffer, startIndex, count);

    protected override void OnMimePartContentEnd(
        long beginOffset, int beginLineNumber, long endOffset, int lines, NewLineFormat? newLineFormat, CancellationToken cancellationToken)
    {
        _open.Peek().End = endOffset;
        TakeDigest(_open.Peek(), endOffset - beginOffset);
    }

    protected override void OnMimePartEnd(
        ContentType contentType,
        long beginOffset,
        int beginLineNumber,
        long headersEndOffset,
        long endOffset,
        int lines,
        CancellationToken cancellationToken) => End(PartKind.Leaf, headersEndOffset, endOffset);

    protected override void OnMessagePartBegin(
        ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) =>
        Begin(PartKind.AttachedMessage, contentType, beginOffset);

    protected override void OnMessagePartEnd(
        ContentType contentType,
        long beginOffset,
        int beginLineNumber,
        long headersEndOffset,
        long endOffset,
        int lines,
        CancellationToken cancellationToken) => End(PartKind.AttachedMessage, headersEndOffset, endOffset);

    protected override void OnMultipartBegin(
        ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) =>
        Begin(PartKind.Multipart, contentType, beginOffset);

    protected override void OnMultipartEndBoundaryBegin(long beginOffset, int lineNumber, CancellationToken cancellationToken) =>
        _ended.Add(_open.Peek());

    protected override void OnMultipartEnd(
        ContentType contentType,
        long beginOffset,
        int beginLineNumber,
        long headersEndOffset,
        long endOffset,
        int lines,
        CancellationToken cancellationToken)
    {
        var part = End(PartKind.Multipart, headersEndOffset, endOffset);
        if (part is not null && !_ended.Contains(part))
            _context.Warn(ReadMessages.MultipartNotEnded(part.Type.MimeType));
    }

    /// <summary>Frees what a part that was not read to its end left.</summary>
    public void Dispose() => _digester?.Dispose();

    private static ParserOptions OptionsOf(int depth)
    {
        var options = ParserOptions.Default.Clone();
        options.MaxMimeDepth = Math.Max(depth, 1);
        options.AllowAddressesWithoutDomain = true;
        return options;
    }

    // A parser meets anything in the mails of others: no exception of its may end the command.
    [SuppressMessage("Design", "CA1031", Justification = "What a library makes of hostile content becomes a warning.")]
    private static MailPart? Read(MailContent source, MailPart? parent, ReadContext context, Action<PartReader> read)
    {
        try
        {
            using var guard = new HeaderGuard(source.Open(0, context.Stop), context.Limits);
            using var reader = new PartReader(source, guard, parent?.Depth + 1 ?? 0, context);
            return reader.ReadToEnd(read);
        }
        catch (Exception cause) when (cause is not (OperationCanceledException or SmtpSoarException))
        {
            context.Warn(ReadMessages.PartUnreadable(cause.Message));
            return null;
        }
    }

    private MailPart? ReadToEnd(Action<PartReader> read)
    {
        try
        {
            read(this);
        }
        catch (ReadLimitException limit)
        {
            _context.Cut(limit);
        }
        catch (FormatException)
        {
            _context.Warn(ReadMessages.HeaderUnreadable);
        }
        catch (Exception cause) when (cause is not (OperationCanceledException or SmtpSoarException))
        {
            _context.Warn(ReadMessages.PartUnreadable(cause.Message));
        }

        CloseRest();
        return _root;
    }

    private MailPart Begin(PartKind kind, ContentType type, long offset)
    {
        _context.CountPart();
        var parent = _open.Count == 0 ? null : _open.Peek();
        var part = new MailPart(kind, parent, type, _depth + _open.Count)
        {
            Source = _source,
            Start = offset,
            ContentStart = offset,
            End = offset,
        };
        _root ??= part;
        _open.Push(part);
        if (kind != PartKind.Message)
            TakeHeaders(part);
        return part;
    }

    // The header of a mail comes after its beginning, that of a part before it.
    private void TakeHeaders(MailPart part)
    {
        part.Headers = _headers;
        if (part.Parent is { Kind: PartKind.Message } message)
            message.Headers = _headers;
        if (part.Find(HeaderId.ContentTransferEncoding) is { } field)
            part.Encoding = EncodingOf(field.Value.Trim());
    }

    private ContentEncoding EncodingOf(string value)
    {
        if (MimeKit.Utils.MimeUtils.TryParse(value, out ContentEncoding encoding))
            return encoding;
        _context.Warn(ReadMessages.EncodingUnknown(value));
        return ContentEncoding.Default;
    }

    private MailPart? End(PartKind kind, long headersEnd, long end)
    {
        if (_open.Count == 0 || _open.Peek().Kind != kind)
            return null;
        var part = _open.Pop();
        if (kind != PartKind.Leaf)
            (part.ContentStart, part.End) = (headersEnd, end);
        return part;
    }

    private void TakeDigest(MailPart part, long length)
    {
        if (_digester is null)
            return;
        part.Digest = _digester.Finish(length);
        part.Text = _digester.Text;
        if (_digester.IsTextCut)
            _context.Warn(ReadMessages.TextCut(_context.Limits.MaxTextBytes));
        _digester.Dispose();
        _digester = null;
    }

    // The parser treats deeper parts as content of this one.
    private void WarnOfDepth(MailPart part)
    {
        if (part.Type.IsMimeType("multipart", "*") && part.Type.Boundary is not null || part.Type.IsMimeType("message", "rfc822"))
            _context.Warn(ReadMessages.PartLeftClosed(part.Type.MimeType, _context.Limits.MaxDepth));
    }

    private void CloseRest()
    {
        if (_root is null && _headers.Count > 0)
            Begin(PartKind.Message, new ContentType("message", "rfc822"), 0);
        var end = _open.Count == 0 ? 0 : Position;
        foreach (var part in _open)
        {
            (part.End, part.IsCut) = (Math.Max(end, part.ContentStart), true);
            if (part is { Kind: PartKind.Message, Headers.Count: 0 })
                part.Headers = _headers;
        }

        if (_digester is not null && _open.Count > 0)
            TakeDigest(_open.Peek(), long.MaxValue);
        _open.Clear();
    }
}
