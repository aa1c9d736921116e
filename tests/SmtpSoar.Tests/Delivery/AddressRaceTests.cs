using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;
using SmtpSoar.Core.Smtp.Connection;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>A server with several addresses, some of which lead nowhere (RFC 8305).</summary>
public sealed class AddressRaceTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _clock = new();

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("::1 ::2 10.0.0.1 10.0.0.2", "::1 10.0.0.1 ::2 10.0.0.2")]
    [InlineData("10.0.0.1 10.0.0.2 10.0.0.3 ::1", "10.0.0.1 ::1 10.0.0.2 10.0.0.3")]
    [InlineData("::1 10.0.0.1 10.0.0.2", "::1 10.0.0.1 10.0.0.2")]
    public void InTurn_AddressesOfBothFamilies_TakesTurns(string given, string expected)
    {
        var addresses = given.Split(' ').Select(IPAddress.Parse).ToList();

        Assert.Equal(expected, string.Join(' ', AddressRace.InTurn(addresses)));
    }

    [Fact]
    public async Task RunAsync_FirstSwallowsPackets_ConnectsToTheSecondAfterAMoment()
    {
        using var hole = BlackHole.TryOpen();
        if (hole is null)
            return;
        await using var server = SmtpTestServer.Start();
        var race = new AddressRace(_clock);

        var running = race.RunAsync([hole.Address, AddressOf(server)], Limit, CancellationToken.None);
        Assert.Empty(server.Connections);
        _clock.Advance(TimeSpan.FromMilliseconds(249));
        Assert.False(running.IsCompleted);
        Assert.Empty(server.Connections);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        var (socket, remote) = await running.WaitAsync(LongEnough);

        using (socket)
            Assert.Equal(AddressOf(server), remote);
        Assert.Equal($"{hole.Address} (no answer yet), {remote} (connected)", race.Tried);
    }

    [Fact]
    public async Task RunAsync_FirstRefuses_ConnectsToTheSecondAtOnce()
    {
        await using var server = SmtpTestServer.Start();
        var race = new AddressRace(_clock);

        var (socket, remote) = await race.RunAsync([Refusing(), AddressOf(server)], Limit, CancellationToken.None).WaitAsync(LongEnough);

        using (socket)
            Assert.Equal(AddressOf(server), remote);
        Assert.Contains("refused", race.Tried);
    }

    [Fact]
    public async Task RunAsync_AllRefuse_FailsAsTheLast()
    {
        var running = new AddressRace(_clock).RunAsync([Refusing(), Refusing()], Limit, CancellationToken.None);

        var error = await Assert.ThrowsAsync<SocketException>(() => running.WaitAsync(LongEnough));

        Assert.Equal(SocketError.ConnectionRefused, error.SocketErrorCode);
    }

    [Fact]
    public async Task RunAsync_NobodyAnswers_EndsAtTheLimit()
    {
        using var hole = BlackHole.TryOpen();
        if (hole is null)
            return;
        var running = new AddressRace(_clock).RunAsync([hole.Address, Refusing()], Limit, CancellationToken.None);
        _clock.Advance(TimeSpan.FromMilliseconds(250));
        Assert.False(running.IsCompleted);
        _clock.Advance(Limit);

        await Assert.ThrowsAsync<TimeoutException>(() => running.WaitAsync(LongEnough));
    }

    [Fact]
    public async Task RunAsync_Stopped_EndsAtOnce()
    {
        using var hole = BlackHole.TryOpen();
        if (hole is null)
            return;
        using var stop = new CancellationTokenSource();
        var running = new AddressRace(_clock).RunAsync([hole.Address], Limit, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(LongEnough));
    }

    [Fact]
    public async Task Server_WithSeveralAddresses_SaysWhichWereTried()
    {
        if ((await Dns.GetHostAddressesAsync("localhost")).Length < 2)
            return;
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server, asset => asset.Server = "localhost");

        await mailer.SucceedAsync();
        var test = await mailer.TestAsync(skipTestMail: true);

        var connected = $"127.0.0.1:{server.Port} (connected)";
        var tried = mailer.Feedback.Details.First(line => line.StartsWith("Tried the addresses of localhost: ", StringComparison.Ordinal));
        Assert.Contains(connected, tried);
        Assert.Contains(connected, ((SoarConnectivityResult)test.Result).Steps.Single(step => step.Name == "Connect").Detail);
    }

    private static IPEndPoint AddressOf(SmtpTestServer server) => new(IPAddress.Loopback, server.Port);

    private static IPEndPoint Refusing()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }

    /// <summary>An address that swallows what comes: a listener whose queue is full.</summary>
    /// <remarks>Only Linux lets a client wait there; others refuse.</remarks>
    private sealed class BlackHole : IDisposable
    {
        private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        private readonly TcpClient _first = new();

        private BlackHole()
        {
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _listener.Listen(0);
            _first.Connect(Address);
        }

        public IPEndPoint Address => (IPEndPoint)_listener.LocalEndPoint!;

        public static BlackHole? TryOpen() => OperatingSystem.IsLinux() ? new BlackHole() : null;

        public void Dispose()
        {
            _first.Dispose();
            _listener.Dispose();
        }
    }
}
