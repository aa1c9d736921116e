using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MimeKit.Utils;
using SmtpSoar.Core.Composition.Rendering;

namespace SmtpSoar.Core.Raw;

/// <summary>A finished message, ready to be sent: without blind copies, every line ended by CRLF, dots not stuffed.</summary>
internal sealed class RawMessage
{
    private readonly byte[] _header;
    private readonly RawBody _body;
    private readonly long _bodySize;

    /// <param name="fields">The fields as given, blind copies too.</param>
    /// <param name="header">The fields as they go out, and the empty line.</param>
    /// <param name="body">What follows.</param>
    /// <param name="headerMeter">What was measured in the header.</param>
    /// <param name="bodyMeter">What was measured in the body.</param>
    public RawMessage(HeaderBlock fields, byte[] header, RawBody body, WireMeter headerMeter, WireMeter bodyMeter)
    {
        _header = header;
        _body = body;
        Size = headerMeter.Size + bodyMeter.Size;
        LongestLine = Math.Max(headerMeter.LongestLine, bodyMeter.LongestLine);
        HasEightBitHeader = headerMeter.HasEightBit;
        HasEightBitBody = bodyMeter.HasEightBit;
        From = fields.Values("From");
        Sender = fields.Value("Sender");
        To = fields.Values("To");
        Cc = fields.Values("Cc");
        Bcc = fields.Values("Bcc");
        Subject = fields.Value("Subject");
        _bodySize = bodyMeter.Size;
        MessageId = fields.Value("Message-Id") is { } id ? MimeUtils.ParseMessageId(id) ?? id : null;
    }

    /// <summary>The values of the From fields, unfolded; encoded words are not decoded.</summary>
    public IReadOnlyList<string> From { get; }

    /// <summary>The value of the Sender field, or <see langword="null"/>.</summary>
    public string? Sender { get; }

    /// <summary>The values of all the To fields.</summary>
    public IReadOnlyList<string> To { get; }

    /// <summary>The values of all the Cc fields.</summary>
    public IReadOnlyList<string> Cc { get; }

    /// <summary>The values of all the Bcc fields, none of which goes out.</summary>
    public IReadOnlyList<string> Bcc { get; }

    /// <summary>The message id, without angle brackets, or <see langword="null"/>.</summary>
    public string? MessageId { get; }

    /// <summary>The value of the Subject field, encoded words and all, or <see langword="null"/>.</summary>
    public string? Subject { get; }

    /// <summary>The bytes that <see cref="WriteTo"/> writes: what SMTP's SIZE parameter wants.</summary>
    public long Size { get; }

    /// <summary>The bytes of the longest line, without its CRLF.</summary>
    public long LongestLine { get; }

    /// <summary>Whether the header that goes out has bytes beyond ASCII (RFC 6532), which asks for SMTPUTF8.</summary>
    public bool HasEightBitHeader { get; }

    /// <summary>Whether the body has bytes beyond ASCII, which asks for 8BITMIME.</summary>
    public bool HasEightBitBody { get; }

    /// <summary>Sentences that the sender should know though the message goes.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The header as it goes out, with the empty line that ends it.</summary>
    public ReadOnlyMemory<byte> HeaderBytes => _header;

    /// <summary>The message as the delivery takes it.</summary>
    public RenderedMessage ToImage() => new(_header.AsSpan(0, _header.Length - 2).ToArray(), [new RawBodySegment(_body, _bodySize)])
    {
        HasEightBitHeader = HasEightBitHeader,
        HasEightBitBody = HasEightBitBody,
    };

    /// <summary>Writes the message. A file that changed since it was measured is an error before the last byte.</summary>
    public void WriteTo(Stream target, CancellationToken cancellationToken)
    {
        using var body = new RawBodyReader(_body, cancellationToken);
        target.Write(_header, 0, _header.Length);
        while (body.Read())
            target.Write(body.Current.Array!, 0, body.Current.Count);
    }

    /// <inheritdoc cref="WriteTo"/>
    public async Task WriteToAsync(Stream target, CancellationToken cancellationToken)
    {
        using var body = new RawBodyReader(_body, cancellationToken);
        await target.WriteAsync(HeaderBytes, cancellationToken).ConfigureAwait(false);
        while (body.Read())
            await target.WriteAsync(body.Current.AsMemory(), cancellationToken).ConfigureAwait(false);
    }
}
