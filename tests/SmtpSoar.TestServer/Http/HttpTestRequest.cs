using System;
using System.Collections.Generic;

namespace SmtpSoar.TestServer;

/// <summary>A request as it came over the wire.</summary>
public sealed class HttpTestRequest(string method, string target, IReadOnlyDictionary<string, string> headers, byte[] body)
{
    public string Method => method;

    /// <summary>The path and the query.</summary>
    public string Target => target;

    /// <summary>The path, decoded.</summary>
    public string Path => Uri.UnescapeDataString(target.Split('?')[0]);

    /// <summary>The query, decoded, or nothing.</summary>
    public string Query => target.Contains('?', StringComparison.Ordinal) ? Uri.UnescapeDataString(target[(target.IndexOf('?', StringComparison.Ordinal) + 1)..]) : "";

    public byte[] Body => body;

    public string? Header(string name) => headers.TryGetValue(name, out var value) ? value : null;

    public override string ToString() => $"{Method} {Path}";
}
