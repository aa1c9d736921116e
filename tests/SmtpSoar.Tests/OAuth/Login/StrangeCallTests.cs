using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace SmtpSoar.Tests.OAuth.Login;

/// <summary>Whoever else calls at the port of a login.</summary>
public sealed class StrangeCallTests : BrowserLoginTestBase
{
    [Theory]
    [InlineData("GET", "/favicon.ico")]
    [InlineData("GET", "/")]
    [InlineData("GET", "/?")]
    [InlineData("GET", "/?page=2")]
    [InlineData("GET", "/callback?code=abc&state=" + State)]
    [InlineData("GET", "/./callback/?code=abc&state=" + State)]
    [InlineData("PUT", "/?code=abc&state=" + State)]
    [InlineData("OPTIONS", "/?code=abc&state=" + State)]
    public async Task Call_ThatIsNoAnswer_FindsNothingAndTheLoginGoesOn(string method, string path)
    {
        Start();

        var shown = await SendAsync(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.NotFound, shown.StatusCode);
        await AssertGoesOnAsync();
    }

    [Fact]
    public async Task Call_FormThatIsNone_IsRefusedAndTheLoginGoesOn()
    {
        Start();
        using var json = new StringContent($"code=abc&state={State}", Encoding.UTF8, "application/json");

        var shown = await SendAsync(HttpMethod.Post, "/", json);

        Assert.Equal(HttpStatusCode.BadRequest, shown.StatusCode);
        await AssertGoesOnAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET")]
    [InlineData("GET /?code=abc&state=" + State + " HTTP/1.1\r\nHost: x\r\n")]
    [InlineData("POST / HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nstate=x")]
    public async Task Call_ThatNeverEnds_KeepsNobodyWaiting(string beginning)
    {
        Start();
        using var slow = await CallAsync(beginning);

        await AssertGoesOnAsync();
    }

    [Fact]
    public async Task Call_ByHundredsWhoSayNothing_KeepsNobodyWaiting()
    {
        Start();
        var silent = new List<Socket>();
        for (var i = 0; i < 300; i++)
            silent.Add(await CallAsync(""));

        await AssertGoesOnAsync();

        silent.ForEach(socket => socket.Dispose());
    }

    [Theory]
    [InlineData("\u0016\u0003\u0001 this is no HTTP\r\n\r\n")]
    [InlineData("GET /\r\n\r\n")]
    [InlineData("GET / HTTP/2.0\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 999999999999\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: -1\r\n\r\n")]
    public async Task Call_Garbage_IsRefusedAndTheLoginGoesOn(string request)
    {
        Start();
        using var caller = await CallAsync(request);

        Assert.StartsWith("HTTP/1.1 400 ", await ReadAsync(caller), StringComparison.Ordinal);
        await AssertGoesOnAsync();
    }

    [Theory]
    [InlineData(20 * 1024)]
    [InlineData(100 * 1024)]
    public async Task Call_TooLong_IsNotTaken(int length)
    {
        Start();
        try
        {
            var shown = await GetAsync($"/?code={new string('a', length)}&state={State}");
            Assert.Equal(HttpStatusCode.BadRequest, shown.StatusCode);
        }
        catch (HttpRequestException)
        {
            // Hung up on before it had sent all.
        }

        await AssertGoesOnAsync();
    }

    private async Task<Socket> CallAsync(string text)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Login.RedirectUri.Port);
        await socket.SendAsync(Encoding.Latin1.GetBytes(text));
        return socket;
    }

    private static async Task<string> ReadAsync(Socket socket)
    {
        var block = new byte[64];
        return Encoding.ASCII.GetString(block, 0, await socket.ReceiveAsync(block));
    }

    private async Task AssertGoesOnAsync()
    {
        Assert.False(Outcome.IsCompleted);
        await GetAsync($"/?code=right&state={State}");
        Assert.Contains("code=right", (await Outcome).Query, StringComparison.Ordinal);
    }
}
