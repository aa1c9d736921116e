using System;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace SmtpSoar.TestServer;

/// <summary>How the bytes become TLS, and how they end.</summary>
internal sealed partial class Channel
{
    public SslStream? Tls => _stream as SslStream;

    /// <summary>Goes on in TLS. Plaintext that came too early is thrown away, as RFC 3207 wants.</summary>
    public async Task UpgradeAsync(ServerTls server)
    {
        await FlushAsync();
        if (Buffered.Length > 0)
        {
            Note($"{Buffered.Length} bytes of plaintext before the handshake thrown away");
            Consume(Buffered.Length);
        }

        var tls = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = tls;
        await server.AuthenticateAsync(tls, Stopping);
    }

    /// <summary>The end that a server makes after QUIT.</summary>
    public async Task CloseAsync()
    {
        Closing?.Invoke();
        await FlushAsync();
        if (Tls is { } tls)
        {
            await tls.ShutdownAsync();
        }

        Drop();
    }

    /// <summary>FIN. Bytes that lie unread would turn it into RST, and are taken first. May be called from any thread.</summary>
    /// <remarks>Only those bytes: a client that writes as fast as they are taken could otherwise write all of its message.</remarks>
    public void Drop()
    {
        Closing?.Invoke();
        IsClosed = true;
        try
        {
            TakeUnread();
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client was faster.
        }
    }

    private void TakeUnread()
    {
        byte[] scratch = new byte[16 * 1024];
        int left = _socket.Available;
        for (int count = left; left > 0 && count > 0; left -= count)
        {
            count = _socket.Receive(scratch, Math.Min(left, scratch.Length), SocketFlags.None);
        }
    }

    /// <summary>RST. May be called from any thread.</summary>
    public void Abort()
    {
        Closing?.Invoke();
        IsClosed = true;
        try
        {
            _socket.LingerState = new LingerOption(true, 0);
            _socket.Close();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client was faster.
        }
    }

    /// <summary>Closes the socket.</summary>
    public void Dispose()
    {
        IsClosed = true;
        _stream.Dispose();
        _socket.Dispose();
    }
}
