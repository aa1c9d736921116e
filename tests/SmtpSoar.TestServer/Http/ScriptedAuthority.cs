using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace SmtpSoar.TestServer;

/// <summary>A token endpoint in this process that answers as the test says, for what no real server does on demand.</summary>
public sealed class ScriptedAuthority : IDisposable
{
    private const int Tries = 10;

    private readonly HttpListener _listener;
    private readonly Func<Request, Answer> _answer;

    /// <summary>Starts at a free port.</summary>
    /// <param name="answer">Gives the answer to each request, one after the other.</param>
    public ScriptedAuthority(Func<Request, Answer> answer)
    {
        _answer = answer;
        (_listener, Url) = Listen(Tries);
        _ = ServeAsync();
    }

    /// <summary>The token endpoint. Any other path is answered too.</summary>
    public Uri Url { get; }

    /// <summary>What was asked so far.</summary>
    public ConcurrentQueue<Request> Requests { get; } = new();

    /// <summary>One that gives tokens, each another one.</summary>
    public static ScriptedAuthority Giving(string more = ",\"expires_in\":3600")
    {
        var count = 0;
        return new ScriptedAuthority(_ => Answer.Json($$"""{"access_token":"t0ken-number-{{++count}}","token_type":"Bearer"{{more}}}"""));
    }

    /// <summary>Stops at once.</summary>
    public void Dispose() => _listener.Close();

    // HttpListener chooses no port by itself, and a free one may be gone a moment later.
    private static (HttpListener Listener, Uri Url) Listen(int tries)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}/token");
        var listener = new HttpListener();
        listener.Prefixes.Add($"{url.GetLeftPart(UriPartial.Authority)}/");
        try
        {
            listener.Start();
            return (listener, url);
        }
        catch (HttpListenerException) when (tries > 1)
        {
            return Listen(tries - 1);
        }
    }

    private static int FreePort()
    {
        using var probe = new Socket(SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                await AnswerAsync(await _listener.GetContextAsync());
        }
        catch (Exception cause) when (cause is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            await WriteAnswerAsync(context);
        }
        catch (Exception cause) when (cause is HttpListenerException or IOException)
        {
            // Who asked has gone; the next one is answered.
        }
    }

    private async Task WriteAnswerAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream);
        var request = new Request(context.Request.Url!.AbsolutePath, await reader.ReadToEndAsync(), context.Request.Headers["Authorization"]);
        Requests.Enqueue(request);
        var answer = _answer(request);
        if (answer.Status == 0)
            return;
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.Type;
        foreach (var (name, value) in answer.Headers)
            context.Response.AddHeader(name, value);
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer.Body));
        context.Response.Close();
    }

    /// <param name="Path">The path.</param>
    /// <param name="Body">The form.</param>
    /// <param name="Authorization">The header of this name.</param>
    public sealed record Request(string Path, string Body, string? Authorization);

    public sealed record Answer(int Status, string Body, string Type, params (string Name, string Value)[] Headers)
    {
        /// <summary>None at all.</summary>
        public static Answer Silence { get; } = new(0, "", "");

        public static Answer Json(string body, int status = 200) => new(status, body, "application/json");

        public static Answer Html(int status) => new(status, "<html><body>Please log in to the <b>guest network</b></body></html>", "text/html");
    }
}
