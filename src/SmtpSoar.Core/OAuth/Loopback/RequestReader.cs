using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.OAuth.Loopback;

/// <summary>Reads one small HTTP/1.1 request (RFC 9112). Closing the stream ends the wait for it.</summary>
internal sealed class RequestReader(Stream stream)
{
    // A browser sends the cookies of everything else at localhost along.
    private const int MaxLength = 64 * 1024;

    // A code has up to a few kilobytes. Even with each byte escaped it makes a URL that the framework takes.
    private const int MaxFormLength = 16 * 1024;
    private const string End = "\r\n\r\n";
    private const string Form = "application/x-www-form-urlencoded";

    // ISO 8859-1: each byte is a character.
    private static readonly Encoding Bytewise = Encoding.GetEncoding(28591);

    private readonly byte[] _block = new byte[8 * 1024];
    private readonly StringBuilder _text = new();

    /// <summary>The request, or <see langword="null"/> if it is none, or longer than any that we wait for.</summary>
    internal async Task<LoopbackRequest?> ReadAsync()
    {
        var head = await ReadHeadAsync().ConfigureAwait(false);
        var lines = head?.Split(["\r\n"], StringSplitOptions.None);
        if (lines?[0].Split(' ') is not [var method, var target, var version] || !version.StartsWith("HTTP/1.", StringComparison.Ordinal))
            return null;
        var parts = target.Split(['?'], 2);
        var form = method == "POST"
            ? await ReadBodyAsync(lines, head!.Length + End.Length).ConfigureAwait(false)
            : parts is [_, var query] ? query : "";
        return form is null or { Length: > MaxFormLength } ? null : new LoopbackRequest(method, parts[0], FormFields.Parse(form));
    }

    private async Task<string?> ReadHeadAsync()
    {
        while (true)
        {
            if (!await ReadMoreAsync().ConfigureAwait(false))
                return null;
            var text = _text.ToString();
            if (text.IndexOf(End, StringComparison.Ordinal) is >= 0 and var end)
                return text[..end];
        }
    }

    private async Task<string?> ReadBodyAsync(string[] head, int start)
    {
        if (!IsForm(head) || !int.TryParse(Header(head, "Content-Length"), out var length) || length is < 0 or > MaxFormLength)
            return null;
        while (_text.Length < start + length)
        {
            if (!await ReadMoreAsync().ConfigureAwait(false))
                return null;
        }

        return _text.ToString(start, length);
    }

    private async Task<bool> ReadMoreAsync()
    {
        var count = await stream.ReadAsync(_block.AsMemory(), CancellationToken.None).ConfigureAwait(false);
        _text.Append(Bytewise.GetString(_block, 0, count));
        return count > 0 && _text.Length <= MaxLength;
    }

    private static bool IsForm(string[] head) =>
        Header(head, "Content-Type")?.Split(';')[0].Trim().Equals(Form, StringComparison.OrdinalIgnoreCase) == true;

    private static string? Header(string[] head, string name) => head.Skip(1)
        .Select(line => line.Split([':'], 2))
        .FirstOrDefault(field => field.Length == 2 && field[0].Equals(name, StringComparison.OrdinalIgnoreCase))?[1].Trim();
}

/// <summary>A request by a browser, or by another process that found the port.</summary>
/// <param name="Method">GET, POST, or any other word.</param>
/// <param name="Path">The path, as it was sent.</param>
/// <param name="Form">The fields: the query of a GET, the body of a POST.</param>
internal sealed record LoopbackRequest(string Method, string Path, FormFields Form);
