using System.Collections.Generic;
using MimeKit.Utils;

namespace SmtpSoar.Core.Raw;

/// <summary>A finished message, read and measured: without blind copies, every line ended by CRLF.</summary>
internal sealed class RawMessage
{
    /// <param name="fields">The fields as given, blind copies too.</param>
    /// <param name="header">The fields as they go out.</param>
    /// <param name="body">The body.</param>
    /// <param name="headerMeter">The measures of the header.</param>
    /// <param name="bodyMeter">The measures of the body.</param>
    public RawMessage(HeaderBlock fields, byte[] header, RawBody body, WireMeter headerMeter, WireMeter bodyMeter)
    {
        Header = header;
        Body = body;
        BodySize = bodyMeter.Size;
        HasEightBitHeader = headerMeter.HasEightBit;
        HasEightBitBody = bodyMeter.HasEightBit;
        From = fields.Values("From");
        Sender = fields.Value("Sender");
        To = fields.Values("To");
        Cc = fields.Values("Cc");
        Bcc = fields.Values("Bcc");
        Subject = fields.Value("Subject");
        MessageId = fields.Value("Message-Id") is { } id ? MimeUtils.ParseMessageId(id) ?? id : null;
    }

    /// <summary>The fields as they go out, each with its line end, without the empty line that ends them.</summary>
    public byte[] Header { get; }

    /// <summary>The body as it was given.</summary>
    public RawBody Body { get; }

    /// <summary>The bytes of the body once each of its lines ends with CRLF.</summary>
    public long BodySize { get; }

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

    /// <summary>Whether the header that goes out has bytes beyond ASCII (RFC 6532), which asks for SMTPUTF8.</summary>
    public bool HasEightBitHeader { get; }

    /// <summary>Whether the body has bytes beyond ASCII, which asks for 8BITMIME.</summary>
    public bool HasEightBitBody { get; }

    /// <summary>Sentences that the sender should know though the message goes.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
