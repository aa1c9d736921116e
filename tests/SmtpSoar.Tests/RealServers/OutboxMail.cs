using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using MimeKit;

namespace SmtpSoar.Tests.RealServers;

/// <summary>
/// A message as a server stored it. Postfix and Exim put trace fields above it and end lines with LF;
/// smtpServer keeps what came over the wire, byte for byte, and the envelope beside it.
/// </summary>
public sealed class OutboxMail
{
    private static readonly string[] s_recipientFields = ["X-Original-To", "Delivered-To", "Envelope-to"];

    public OutboxMail(string path)
    {
        Path = path;
        Raw = File.ReadAllBytes(path);
        using var content = new MemoryStream(Raw);
        Message = MimeMessage.Load(content);
        Envelope = ReadEnvelope(path);
    }

    public string Path { get; }

    public byte[] Raw { get; }

    public MimeMessage Message { get; }

    /// <summary>from, to, user, secure, tls, helo; of smtpServer only.</summary>
    public JsonElement? Envelope { get; }

    /// <summary>The addresses of RCPT that the server noted for this copy.</summary>
    public IReadOnlyList<string> Recipients => Envelope is { } envelope
        ? [.. envelope.GetProperty("to").EnumerateArray().Select(to => to.GetProperty("address").GetString()!)]
        : [.. Message.Headers.Where(IsRecipientField).Select(header => header.Value.Trim()).Distinct(StringComparer.Ordinal)];

    public bool Contains(string text) => Raw.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private static bool IsRecipientField(Header header) =>
        s_recipientFields.Contains(header.Field, StringComparer.OrdinalIgnoreCase);

    private static JsonElement? ReadEnvelope(string path)
    {
        var maildir = Directory.GetParent(path)!.Parent!.FullName;
        var file = System.IO.Path.Combine(maildir, "envelopes", System.IO.Path.GetFileName(path) + ".json");
        return File.Exists(file) ? JsonDocument.Parse(File.ReadAllText(file)).RootElement : null;
    }
}
