using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.TestServer;

namespace SmtpSoar.Tests.TestServer;

/// <summary>A client that says what the test says, byte for byte.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient _tcp = new() { NoDelay = true };
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(10));
    private StreamReader _reader = StreamReader.Null;

    public Stream Stream => _tcp.GetStream();

    public static async Task<RawClient> ConnectAsync(SmtpTestServer server, bool readBanner = true)
    {
        var client = new RawClient();
        await client._tcp.ConnectAsync(server.Host, server.Port, client._limit.Token);
        client._reader = new StreamReader(client.Stream, Encoding.UTF8);
        if (readBanner)
        {
            await client.ReadAsync();
        }

        return client;
    }

    /// <summary>Writes text in one segment.</summary>
    public async Task WriteAsync(string text) => await Stream.WriteAsync(Encoding.UTF8.GetBytes(text), _limit.Token);

    /// <summary>A reply with all of its lines, or null at the end.</summary>
    public async Task<string?> ReadAsync()
    {
        var reply = new StringBuilder();
        while (await _reader.ReadLineAsync(_limit.Token) is { } line)
        {
            if (line.Length < 4 || line[3] != '-')
            {
                return reply.Append(line).ToString();
            }

            reply.Append(line).Append('\n');
        }

        return null;
    }

    public async Task<string?> SayAsync(string line)
    {
        await WriteAsync(line + "\r\n");
        return await ReadAsync();
    }

    /// <summary>EHLO, MAIL and RCPT.</summary>
    public async Task EnvelopeAsync()
    {
        await SayAsync("EHLO me");
        await SayAsync("MAIL FROM:<a@example.org>");
        await SayAsync("RCPT TO:<b@example.org>");
    }

    public async Task<string> ReadToEndAsync() => await _reader.ReadToEndAsync(_limit.Token);

    public void Dispose()
    {
        _reader.Dispose();
        _tcp.Dispose();
        _limit.Dispose();
    }
}
