using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Smtp.Connection;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>The stream that waits in the calling thread: it must still end when it is told to.</summary>
public sealed class BlockingSocketStreamTests : IDisposable
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(20);

    private readonly Socket _server;
    private readonly Stream _stream;

    public BlockingSocketStreamTests()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(listener.LocalEndPoint!);
        _server = listener.Accept();
        _stream = new BlockingSocketStream(client);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task ReadAsync_BytesAreThere_IsDoneWhenItReturns()
    {
        _server.Send("220 hello"u8);

        var read = _stream.ReadAsync(new byte[100], 0, 100);

        Assert.True(read.IsCompletedSuccessfully);
        Assert.Equal(9, await read);
    }

    [Fact]
    public async Task WriteAsync_MoreThanTheSocketTakesAtOnce_WritesAll()
    {
        var sent = new byte[8 * 1024 * 1024];
        new Random(1).NextBytes(sent);
        var received = Task.Run(() => ReceiveAll(sent.Length));

        await _stream.WriteAsync(sent.AsMemory());

        Assert.Equal(sent, await received.WaitAsync(LongEnough));
    }

    [Fact]
    public async Task ReadAsync_ServerClosed_GivesNothing()
    {
        _server.Shutdown(SocketShutdown.Both);

        Assert.Equal(0, await _stream.ReadAsync(new byte[100].AsMemory()));
    }

    [Fact]
    public async Task ReadAsync_Silence_EndsAtTheLimit()
    {
        _stream.ReadTimeout = 100;

        await Assert.ThrowsAsync<TimeoutException>(() => Task.Run(() => _stream.ReadAsync(new byte[100], 0, 100)).WaitAsync(LongEnough));
    }

    [Fact]
    public async Task WriteAsync_NobodyReads_EndsAtTheLimit()
    {
        _stream.WriteTimeout = 100;

        await Assert.ThrowsAsync<TimeoutException>(() => Task.Run(() => _stream.WriteAsync(new byte[64 * 1024 * 1024], 0, 64 * 1024 * 1024)).WaitAsync(LongEnough));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60_000)]
    public async Task WriteAsync_ResetAfterAPart_IsALostConnectionAndNoTimeout(int limit)
    {
        _stream.WriteTimeout = limit;
        var writing = Task.Run(() => _stream.WriteAsync(new byte[64 * 1024 * 1024], 0, 64 * 1024 * 1024));
        ReceiveAll(100_000);

        _server.Close(0);

        await Assert.ThrowsAsync<IOException>(() => writing.WaitAsync(LongEnough));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stopped_WhileItWaits_EndsAtOnce(bool reading)
    {
        using var stop = new CancellationTokenSource();
        var buffer = new byte[64 * 1024 * 1024];
        var waiting = Task.Run(() => reading ? _stream.ReadAsync(buffer, 0, 1, stop.Token) : _stream.WriteAsync(buffer, 0, buffer.Length, stop.Token));
        await Task.Delay(200);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(LongEnough));
    }

    [Fact]
    public async Task ReadAsync_StoppedBefore_ReadsNothing()
    {
        _server.Send("220 hello"u8);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _stream.ReadAsync(new byte[100], 0, 100, new CancellationToken(true)));
    }

    [Fact]
    public async Task ReadAsync_Disposed_FailsAsALostConnection()
    {
        _stream.Dispose();

        await Assert.ThrowsAsync<IOException>(() => _stream.ReadAsync(new byte[100], 0, 100));
    }

    private byte[] ReceiveAll(int length)
    {
        var all = new byte[length];
        for (var got = 0; got < length;)
            got += _server.Receive(all, got, length - got, SocketFlags.None);
        return all;
    }
}
