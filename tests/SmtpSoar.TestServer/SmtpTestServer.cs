using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.TestServer;

/// <summary>An SMTP server in this process, on the loopback address, which does what its options and its script say.</summary>
/// <example>
/// <code>
/// await using var server = SmtpTestServer.Start(new ServerOptions
/// {
///     Script = new Script().On(Step.Rcpt, Reply.Of("450 4.2.1 busy")).When(c => c.Argument.Contains("defer")).Times(2),
/// });
/// </code>
/// </example>
public sealed partial class SmtpTestServer : IAsyncDisposable, IDisposable
{
    private const int ReceiveBuffer = 256 * 1024;

    private readonly ServerOptions _options;
    private readonly ServerState _state = new();
    private readonly ServerRules _rules;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskTracker _tasks = new();
    private readonly X509Certificate2? _ownCertificate;
    private readonly Socket _listener;
    private int _disposed;

    private SmtpTestServer(ServerOptions options)
    {
        if (!IPAddress.IsLoopback(options.Address))
        {
            throw new ArgumentException("The server listens on a loopback address only.", nameof(options));
        }

        bool needsCertificate = options.Certificate == null && (options.StartTls || options.ImplicitTls);
        _ownCertificate = needsCertificate ? ServerTls.NewCertificate() : null;
        _options = needsCertificate ? options with { Certificate = _ownCertificate } : options;
        _rules = new ServerRules(_options);
        _listener = Listen(new IPEndPoint(options.Address, options.Port));
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _tasks.Run(AcceptAsync);
    }

    /// <summary>The address that clients connect to.</summary>
    public string Host => _options.Address.ToString();

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>The server's certificate, if it speaks TLS.</summary>
    public X509Certificate2? Certificate => _options.Certificate;

    /// <summary>The messages accepted so far.</summary>
    public IReadOnlyList<ReceivedMessage> Messages => _state.Messages;

    /// <summary>All connections so far, open or not.</summary>
    public IReadOnlyList<SmtpTestConnection> Connections => _state.Connections;

    /// <summary>How many connections are open.</summary>
    public int OpenConnections => _state.Open;

    /// <summary>How many connections were open at the same time, at most.</summary>
    public int PeakConnections => _state.Peak;

    /// <summary>How many AUTH commands came.</summary>
    public int LoginAttempts => _state.LoginAttempts;

    /// <summary>Starts a server.</summary>
    /// <param name="options">How it behaves.</param>
    public static SmtpTestServer Start(ServerOptions? options = null) => new(options ?? new ServerOptions());

    /// <summary>Closes every connection at once. Throws what went wrong in the server itself or in the script's conditions.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        try
        {
            await _tasks.WaitAsync().ConfigureAwait(false);
        }
        finally
        {
            _ownCertificate?.Dispose();
            _stopping.Dispose();
        }
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => Task.Run(() => DisposeAsync().AsTask()).GetAwaiter().GetResult();

    private static Socket Listen(IPEndPoint endPoint)
    {
        // Bounded, so that a client can't have written all of a large message before the server reads on.
        var listener = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = ReceiveBuffer };
        listener.Bind(endPoint);
        listener.Listen(512);
        return listener;
    }

    // The .NET Framework can't take back a read that has begun. A socket that is closed while one begins may leave it waiting; one that is
    // shut down does not.
    private static void EndReads(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client was faster.
        }
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            Socket socket = await _listener.AcceptAsync(_stopping.Token);
            SmtpTestConnection connection = _state.Connect(_options.KeepTranscript);
            _tasks.Run(() => ServeAsync(socket, connection));
        }
    }

    private async Task ServeAsync(Socket socket, SmtpTestConnection connection)
    {
        try
        {
            connection.Record = _options.KeepClientBytes ? new System.IO.MemoryStream() : null;
            using var channel = new Channel(socket, connection.Lines, _options.TimeProvider, _stopping.Token) { Record = connection.Record };
            connection.Channel = channel;
            channel.Closing = () => _state.Leave(connection);
            using var stopping = _stopping.Token.Register(() => EndReads(socket));
            await new Session(_rules, _state, channel, connection).RunAsync();
        }
        catch (Exception e)
        {
            connection.Lines.Note($"{e.GetType().Name}: {e.Message}");
            throw;
        }
        finally
        {
            socket.Dispose();
            _state.Disconnect(connection);
        }
    }
}
