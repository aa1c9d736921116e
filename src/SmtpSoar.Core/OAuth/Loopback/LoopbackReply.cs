using System;
using System.Text;

namespace SmtpSoar.Core.OAuth.Loopback;

/// <summary>A page for the browser. It can do nothing but be read, and is kept nowhere.</summary>
/// <param name="Status">The status and its reason, such as <c>200 OK</c>.</param>
/// <param name="Html">The page.</param>
internal sealed record LoopbackReply(string Status, string Html)
{
    private const string Headers =
        "Content-Type: text/html; charset=utf-8\r\n" +
        "Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n" +
        "X-Content-Type-Options: nosniff\r\n" +
        "Referrer-Policy: no-referrer\r\n" +
        "Cache-Control: no-store\r\n" +
        "Connection: close\r\n";

    /// <summary>Called once the browser has it, or once it is known that it never will.</summary>
    internal Action? Sent { get; init; }

    /// <summary>The reply on the wire (RFC 9112).</summary>
    internal byte[] ToBytes()
    {
        var body = Encoding.UTF8.GetBytes(Html);
        var head = FormattableString.Invariant($"HTTP/1.1 {Status}\r\n{Headers}Content-Length: {body.Length}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
