using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace SmtpSoar.Module.Tests.Import;

/// <summary>A token endpoint that gives everybody the same token.</summary>
internal sealed class TokenEndpoint : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly byte[] _answer;

    public TokenEndpoint(string token)
    {
        _answer = Encoding.UTF8.GetBytes($$"""{"access_token":"{{token}}","token_type":"Bearer","expires_in":3600}""");
        Url = new Uri($"http://127.0.0.1:{FreePort()}/token");
        _listener.Prefixes.Add($"{Url}/");
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Url { get; }

    public int Requests { get; private set; }

    public void Dispose() => _listener.Close();

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                Requests++;
                context.Response.ContentType = "application/json";
                await context.Response.OutputStream.WriteAsync(_answer);
                context.Response.Close();
            }
        }
        catch (Exception cause) when (cause is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
