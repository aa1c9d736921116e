using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using SmtpSoar.Core.Smtp.Connection;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>The way to the server before SMTP begins.</summary>
public sealed class ServerStreamTests
{
    // A server, or a firewall before it, that resets what it has just accepted: it is asked again, as one that closes is.
    [Fact]
    public async Task Of_ResetBeforeItIsUsed_IsALostConnectionAtTheFirstRead()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var remote = (IPEndPoint)listener.LocalEndPoint!;
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(remote);
        listener.Accept().Close(0);
        Assert.True(client.Poll(TimeSpan.FromSeconds(20), SelectMode.SelectRead));

        var stream = ServerStream.Of(client, remote, TimeSpan.FromSeconds(5));

        Assert.True(stream.IsLoopback);
        Assert.Equal(remote, stream.Remote);
        await Assert.ThrowsAsync<IOException>(() => stream.Stream.ReadAsync(new byte[100], 0, 100));
    }
}
