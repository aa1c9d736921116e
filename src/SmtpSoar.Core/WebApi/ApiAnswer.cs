using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.WebApi;

/// <summary>An API's answer: its status, what its headers tell, and the beginning of its body.</summary>
internal sealed class ApiAnswer
{
    // An answer of such an API has a few kilobytes.
    private const int MaxBody = 256 * 1024;

    // A server's word beyond that is no word.
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromHours(24);

    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    private ApiAnswer(HttpResponseMessage response, byte[] body, DateTimeOffset now)
    {
        Status = (int)response.StatusCode;
        Body = body;
        Type = response.Content?.Headers.ContentType?.MediaType;
        foreach (var header in response.Headers)
            _headers[header.Key] = string.Join(", ", header.Value);
        var after = response.Headers.RetryAfter;
        if ((after?.Delta ?? (after?.Date - now)) is { } wait)
            RetryAfter = wait < TimeSpan.Zero ? TimeSpan.Zero : wait > MaxRetryAfter ? MaxRetryAfter : wait;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The media type of the body, or <see langword="null"/>.</summary>
    public string? Type { get; }

    /// <summary>The body, as far as it came.</summary>
    public byte[] Body { get; }

    /// <summary>How long the server wants us to wait (RFC 9110, section 10.2.3), or <see langword="null"/>.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Reads an answer. A body that is cut off does not take the status away.</summary>
    public static async Task<ApiAnswer> ReadAsync(HttpResponseMessage response, DateTimeOffset now, CancellationToken cancellationToken) =>
        new(response, await ReadBodyAsync(response.Content, cancellationToken).ConfigureAwait(false), now);

    /// <summary>A header, or <see langword="null"/>.</summary>
    public string? Header(string name) => _headers.TryGetValue(name, out var value) ? value : null;

    /// <summary>A text in the body's JSON, or <see langword="null"/> where it has none such.</summary>
    /// <param name="path">The names on the way to it.</param>
    public string? Text(params string[] path) => Find(path) is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;

    /// <summary>A Boolean in the body's JSON, or <see langword="null"/>.</summary>
    public bool? Flag(params string[] path) =>
        Find(path) is { ValueKind: JsonValueKind.True or JsonValueKind.False } found ? found.GetBoolean() : null;

    /// <summary>The values of an array in the body's JSON; none where it has none such.</summary>
    public IReadOnlyList<JsonElement> Items(params string[] path) =>
        Find(path) is { ValueKind: JsonValueKind.Array } found ? found.EnumerateArray().ToList() : [];

    private JsonElement? Find(string[] path)
    {
        try
        {
            using var json = JsonDocument.Parse(Body);
            var at = json.RootElement;
            foreach (var name in path)
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                    return null;
            return at.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<byte[]> ReadBodyAsync(HttpContent? content, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        if (content is null)
            return [];
        try
        {
#if NET
            using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
#else
            using var stream = await content.ReadAsStreamAsync().ConfigureAwait(false);
#endif
            var buffer = new byte[8192];
            int count;
            while (body.Length < MaxBody
                && (count = await stream.ReadAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false)) > 0)
                body.Write(buffer, 0, count);
        }
        catch (Exception cause) when (cause is IOException or HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            // The status is known, and that is what counts.
        }

        return body.ToArray();
    }
}
