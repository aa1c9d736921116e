using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Shared.Tests;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Outbox.Stores;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Postgres;

/// <summary>Servers that are not as the others: one without TLS, and one behind a pooler that changes sessions between transactions.</summary>
[NeedsRealServers]
public sealed class PostgresPeerTests : IDisposable
{
    private const string Pooler = "/usr/sbin/pgbouncer";

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly PostgresCluster _cluster = PostgresCluster.Start(Repository.Root);

    [StoreFact]
    public async Task Server_WithoutTls_IsNotSpokenToInTheClear()
    {
        _cluster.Sql("create database mail");
        await InitializeAsync(_cluster.Address("mail"));

        var failure = Assert.Throws<SmtpSoarException>(() => List(_cluster.Address("mail", "sslmode=verify-full")));

        Assert.Equal("OutboxTlsFailed", failure.ErrorId);
        Assert.Empty(List(_cluster.Address("mail")));
    }

    [StoreFact]
    public async Task Commands_BehindAPooler_DoAsWithoutIt()
    {
        _cluster.Sql("create database mail");
        await InitializeAsync(_cluster.Address("mail"));
        var port = FreePort();
        using var pooler = StartPooler(port);
        await using var server = SmtpTestServer.Start();
        var address = $"postgresql://pooled@127.0.0.1:{port}/mail?sslmode=disable";

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () => SendAsync(server, address, 8).GetAwaiter().GetResult(), default, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Equal(32, server.Messages.Count);
        Assert.Equal(32, List(address).Count(entry => entry.State == OutboxState.Sent));
        Assert.InRange(int.Parse(_cluster.Sql("select count(*) from pg_stat_activity where datname = 'mail'"), CultureInfo.InvariantCulture), 1, 3);
        pooler.Kill();
        await pooler.WaitForExitAsync();
    }

    // Each wait would keep one of the few sessions from all others.
    [StoreFact]
    public async Task Worker_BehindAPooler_DoesNotWaitInTheServer()
    {
        _cluster.Sql("create database mail");
        await InitializeAsync(_cluster.Address("mail"));
        var port = FreePort();
        using var pooler = StartPooler(port);
        using var behind = TestDatabase.OpenAt($"postgresql://pooled@127.0.0.1:{port}/mail?sslmode=disable");
        using var direct = TestDatabase.OpenAt(_cluster.Address("mail"));

        Assert.Equal(OutboxWait.None, behind.WaitForDue(Moment, Moment, default));
        Assert.Equal(OutboxWait.Over, direct.WaitForDue(Moment, Moment, default));
        pooler.Kill();
        await pooler.WaitForExitAsync();
    }

    public void Dispose()
    {
        Npgsql.NpgsqlConnection.ClearAllPools();
        _cluster.Dispose();
    }

    private static Task<OutboxSetup> InitializeAsync(string address) =>
        OutboxStores.InitializeAsync(address, new RecordingFeedback(), null, new OutboxSetupOptions(), default);

    private static OutboxEntry[] List(string address)
    {
        using var store = TestDatabase.OpenAt(address);
        return [.. store.List(new OutboxQuery { OnDamaged = (_, damage) => throw damage })];
    }

    private static async Task SendAsync(SmtpTestServer server, string address, int count)
    {
        var asset = Mailer.For(server, asset => (asset.MaxConnections, asset.MaxMessagesPerMinute) = (4, 1000)).Asset;
        using var service = new MailService(new MailServiceOptions(asset, new RecordingFeedback()) { Outbox = address });
        for (var i = 0; i < count; i++)
            Assert.Null((await service.SendAsync(service.Prepare(Mailer.Request(), default), default)).Error);
        await service.CloseAsync();
    }

    // It gives each transaction any of two sessions of the server.
    private Process StartPooler(int port)
    {
        Assert.True(File.Exists(Pooler), "pgbouncer is missing: run tests/servers/install.sh");
        var settings = Path.Combine(_cluster.Folder, "pgbouncer.ini");
        File.WriteAllText(settings, $"""
            [databases]
            mail = host=127.0.0.1 port={_cluster.Port} user=admin password={_cluster.Password}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            auth_type = any
            pool_mode = transaction
            default_pool_size = 2
            unix_socket_dir =
            """);
        var user = Environment.IsPrivilegedProcess ? "-u postgres " : "";
        var start = new ProcessStartInfo(Pooler, $"-q {user}{settings}") { RedirectStandardError = true, UseShellExecute = false };
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        for (var waited = Stopwatch.StartNew(); !Answers(port); Thread.Sleep(20))
            Assert.False(process.HasExited || waited.Elapsed > TimeSpan.FromSeconds(20), "pgbouncer does not answer");
        return process;
    }

    private static bool Answers(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
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
