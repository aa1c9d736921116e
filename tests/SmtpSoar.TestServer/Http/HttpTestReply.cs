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

    /// <summary>The answer waits for this.</summary>
    public Task? After { get; init; }

    public static HttpTestReply Reset { get; } = new() { IsReset = true };

    public static HttpTestReply Json(int status, string json) => new() { Status = status, Body = Encoding.UTF8.GetBytes(json) };

    public static HttpTestReply Empty(int status) => new() { Status = status, Type = null };

    /// <summary>A page, as a proxy or a portal gives it.</summary>
    public static HttpTestReply Html(int status) =>
        new() { Status = status, Type = "text/html", Body = Encoding.UTF8.GetBytes("<html><body>Please log in to the <b>guest "
            + "network</b></body></html>") };

    public HttpTestReply With(string name, string value)
    {
        Headers[name] = value;
        return this;
    }
}
