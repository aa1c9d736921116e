using System;
using System.Collections.Generic;
using System.Text;
using System.Threading.Tasks;

namespace SmtpSoar.TestServer;

/// <summary>An answer, or the lack of one.</summary>
public sealed class HttpTestReply
{
    public int Status { get; init; } = 200;

    public string? Type { get; init; } = "application/json";

    public byte[] Body { get; init; } = [];

    /// <summary>The length that the answer claims, where it lies.</summary>
    public int? StatedLength { get; init; }

    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>();

    /// <summary>Whether the connection is reset in place of an answer.</summary>
    public bool IsReset { get; init; }

    /// <summary>After how many bytes of the answer, its head among them, the connection is reset; null: not at all.</summary>
    public int? CutAfter { get; init; }

    /// <summary>Whether bytes come that are no HTTP.</summary>
    public bool IsGarbage { get; init; }

    /// <summary>The answer waits for this.</summary>
    public Task? After { get; init; }

    /// <summary>An answer that is no HTTP.</summary>
    public static HttpTestReply Garbage { get; } = new() { IsGarbage = true, CutAfter = int.MaxValue };

    public static HttpTestReply Reset { get; } = new() { IsReset = true };

    public static HttpTestReply Json(int status, string json) => new() { Status = status, Body = Encoding.UTF8.GetBytes(json) };

    public static HttpTestReply Empty(int status) => new() { Status = status, Type = null };

    /// <summary>A page, as a proxy or a portal gives it.</summary>
    public static HttpTestReply Html(int status) =>
        new() { Status = status, Type = "text/html", Body = Encoding.UTF8.GetBytes("<html><body>Please log in to the <b>guest "
            + "network</b></body></html>") };

    /// <summary>The same answer, of which only so many bytes come.</summary>
    public HttpTestReply Cut(int bytes)
    {
        var cut = new HttpTestReply { Status = Status, Type = Type, Body = Body, StatedLength = StatedLength, CutAfter = bytes };
        foreach (var header in Headers)
            cut.Headers[header.Key] = header.Value;
        return cut;
    }

    public HttpTestReply With(string name, string value)
    {
        Headers[name] = value;
        return this;
    }

    /// <summary>The bytes of the answer.</summary>
    public byte[] ToBytes()
    {
        if (IsGarbage)
            return Encoding.ASCII.GetBytes("220 smtp.example.org ESMTP\r\n\r\n");
        var head = new StringBuilder(FormattableString.Invariant($"HTTP/1.1 {Status} Said\r\nContent-Length: {StatedLength ?? Body.Length}\r\n"));
        if (Type is not null)
            head.Append(FormattableString.Invariant($"Content-Type: {Type}\r\n"));
        foreach (var header in Headers)
            head.Append(FormattableString.Invariant($"{header.Key}: {header.Value}\r\n"));
        head.Append("\r\n");
        return [.. Encoding.ASCII.GetBytes(head.ToString()), .. Body];
    }
}
