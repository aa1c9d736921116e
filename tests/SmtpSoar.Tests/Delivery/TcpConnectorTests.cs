using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>Finding the server and reaching it.</summary>
public sealed class NetworkTests
{
    [Fact]
    public async Task Name_ThatDoesNotExist_IsNotFound()
    {
        using var mailer = Mailer.For(new SmtpAsset { Server = "nonexistent.invalid", SenderAddress = "from@example.org", SslMethod = SslMethod.None });

        var error = await mailer.FailAsync();

        Assert.Equal("ServerNotFound", error.ErrorId);
        Assert.Contains("'nonexistent.invalid'", error.Message);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Port_WhereNobodyListens_IsRefused(string host)
    {
        var port = FreePort();
        using var mailer = Mailer.For(new SmtpAsset { Server = host, Port = port, SenderAddress = "from@example.org", RetryCount = 0 });

        var error = await mailer.FailAsync();

        Assert.Equal("ConnectionRefused", error.ErrorId);
        Assert.Contains($"{host}, port {port}", error.Message);
    }

    [Fact]
    public async Task Address_ThatNoConnectionLeadsTo_Fails()
    {
        // The system refuses to open a connection to everybody; nothing is sent.
        using var mailer = Mailer.For(new SmtpAsset { Server = "255.255.255.255", Port = 25, SenderAddress = "from@example.org", SslMethod = SslMethod.None });

        var error = await mailer.FailAsync();

        Assert.Equal("ConnectionFailed", error.ErrorId);
        Assert.Contains("255.255.255.255, port 25", error.Message);
    }

    [Fact]
    public async Task Server_ThatTakesNoMoreConnections_FailsInTime()
    {
        // Only Linux lets a client wait at a full queue; others refuse.
        if (!OperatingSystem.IsLinux())
            return;
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        using var first = new TcpClient();
        await first.ConnectAsync(IPAddress.Loopback, port);
        using var mailer = Mailer.For(new SmtpAsset { Server = "127.0.0.1", Port = port, TimeoutSec = 1, SenderAddress = "from@example.org", SslMethod = SslMethod.None });

        var error = await mailer.FailAsync();

        Assert.Equal("ConnectionTimeout", error.ErrorId);
        Assert.Contains("within 1 s", error.Message);
    }

    [IPv6Theory]
    [InlineData("::1")]
    [InlineData("[::1]")]
    public async Task Server_AsIPv6Address_IsReached(string host)
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Address = IPAddress.IPv6Loopback, Users = Mailer.Users });
        using var mailer = Mailer.For(server, asset =>
        {
            Mailer.LogIn(asset);
            asset.Server = host;
        });

        await mailer.SucceedAsync();

        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task Server_WithTwoAddresses_IsReachedAtTheOneThatAnswers()
    {
        // localhost is ::1 and 127.0.0.1 on most machines; this server has only the latter.
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server, asset => asset.Server = "localhost");

        await mailer.SucceedAsync();

        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task Command_StoppedBefore_ConnectsToNobody()
    {
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server);
        var prepared = mailer.Prepare(Mailer.Request());

        var outcome = await mailer.SendAsync(prepared, new CancellationToken(canceled: true));

        Assert.Equal("Stopped", outcome.Error!.ErrorId);
        Assert.Empty(server.Messages);
    }

    private static int FreePort()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return port;
    }
}
