using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace SmtpSoar.Tests.Vectors;

/// <summary>A message of the connector as the recording server understood it.</summary>
public sealed class ExpectedMessage(JsonElement message)
{
    public bool Tls => message.GetProperty("tls").GetBoolean();

    public string? User => message.GetProperty("auth_user").GetString();

    public string MailFrom => message.GetProperty("mail_from").GetString()!;

    /// <summary>The recipients that were accepted; the connector names some more than once.</summary>
    public IEnumerable<string> Recipients =>
        from pair in message.GetProperty("rcpt").EnumerateArray()
        where pair[1].GetString()!.StartsWith('2')
        select pair[0].GetString()!;

    /// <summary>The header fields, decoded.</summary>
    public IEnumerable<(string Name, string Value)> Headers =>
        message.GetProperty("headers").EnumerateArray().Select(pair => (pair[0].GetString()!, pair[1].GetString()!));

    /// <summary>The MIME tree.</summary>
    public MimeTree Tree => MimeTree.Of(message.GetProperty("shape"));

    /// <summary>The leaves in order, those of attached messages too.</summary>
    public IReadOnlyList<ExpectedPart> Parts => [.. message.GetProperty("parts").EnumerateArray().Select(part => new ExpectedPart(part))];

    /// <summary>The text or HTML that is the message itself.</summary>
    public string Body(string type) => Parts.First(part => part.Type.Equals(type, StringComparison.Ordinal)).Text!;
}

/// <summary>A leaf of a message of the connector.</summary>
public sealed class ExpectedPart(JsonElement part)
{
    public string Type => part.GetProperty("type").GetString()!;

    public string? Name => Optional("name");

    public string? ContentId => Optional("content_id");

    /// <summary>The decoded text; null where the vectors have the hash.</summary>
    public string? Text => Optional("text");

    /// <summary>The hash of the decoded bytes; null where the vectors have the text.</summary>
    public string? Sha256 => Optional("sha256");

    private string? Optional(string key) => part.TryGetProperty(key, out var value) ? value.GetString() : null;
}
