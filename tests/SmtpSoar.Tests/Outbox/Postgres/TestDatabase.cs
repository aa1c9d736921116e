using System;
using System.Threading.Tasks;
using Npgsql;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.Postgres;
using SmtpSoar.Core.Outbox.Postgres.Connection;
using SmtpSoar.Core.Outbox.Postgres.Setup;
using SmtpSoar.Core.Outbox.Sealing;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.RealServers;

namespace SmtpSoar.Tests.Outbox.Postgres;

/// <summary>A database of a test's own, with an outbox in it, on a real server.</summary>
public sealed class TestDatabase : IDisposable
{
    private const string TestTime = "current_setting('smtpsoar.now')::timestamptz";

    private readonly PostgresServer _server;

    /// <summary>Makes the database, without the outbox.</summary>
    /// <param name="server">The server, or that of all tests.</param>
    public TestDatabase(PostgresServer? server = null)
    {
        _server = server ?? MailServers.Current.Postgres;
        Name = "t" + Guid.NewGuid().ToString("N");
        Execute("postgres", $"create database {Name}");
    }

    public string Name { get; }

    /// <summary>The address of the outbox for the superuser.</summary>
    public string Address(string settings = "") => _server.Address(Name, settings: settings);

    /// <summary>The address of the outbox for another user.</summary>
    public string AddressOf(string user, string settings = "") => _server.Address(Name, user, settings);

    /// <summary>Makes the outbox, as Initialize-SoarOutbox does.</summary>
    internal async Task<TestDatabase> InitializeAsync(bool isSynchronous = false)
    {
        var options = new OutboxSetupOptions { SynchronousStandby = isSynchronous };
        await OutboxStores.InitializeAsync(Address(), new RecordingFeedback(), null, options, default);
        return this;
    }

    /// <summary>Makes the outbox with a clock that each transaction gets from the test.</summary>
    internal void InitializeWithClock() =>
        new PostgresSetup(Context(Address(), () => DateTimeOffset.UtcNow), new OutboxSetupOptions()).RunAsync(default).GetAwaiter().GetResult();

    /// <summary>The context of a store whose clock is the test's.</summary>
    internal static PostgresContext Context(string address, Func<DateTimeOffset> now, TimeProvider? clock = null) =>
        new(PostgresAddress.Parse(address), new OutboxStoreContext(address, new RecordingFeedback(), clock ?? TimeProvider.System))
        {
            Now = TestTime,
            Prologue = () => $"set local smtpsoar.now = '{now():yyyy-MM-dd HH:mm:ss.ffffff}+00'",
        };

    /// <summary>The context of a store as commands have it.</summary>
    internal static PostgresContext RealContext(string address) =>
        new(PostgresAddress.Parse(address), new OutboxStoreContext(address, new RecordingFeedback(), TimeProvider.System));

    /// <summary>A store as commands get it.</summary>
    internal IOutboxStore Open(string settings = "", SmtpAsset? asset = null) => OpenAt(Address(settings), asset);

    internal static IOutboxStore OpenAt(string address, SmtpAsset? asset = null) => OutboxStores.Create(
        OutboxStores.Factories, new OutboxStoreContext(address, new RecordingFeedback(), TimeProvider.System) { Asset = asset });

    /// <summary>Runs SQL as the superuser.</summary>
    public void Execute(string sql) => Execute(Name, sql);

    /// <summary>Reads one value as the superuser.</summary>
    public object? Scalar(string sql)
    {
        using var connection = Connect(Name);
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    /// <summary>The owner lives no longer, as if its machine had lost its power.</summary>
    internal void Expire(IOutboxStore store)
    {
        if (((PostgresOutboxStore)(store is SealedOutboxStore { Inner: var inner } ? inner : store)).Owner is not { } owner)
            return;
        owner.End();
        Execute($"update smtpsoar.owner set lease = '-infinity' where id = {owner.Id}");
    }

    public void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        Execute("postgres", $"drop database if exists {Name} with (force)");
    }

    private void Execute(string database, string sql)
    {
        using var connection = Connect(database);
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private NpgsqlConnection Connect(string database)
    {
        var connection = new NpgsqlConnection(
            $"Host=127.0.0.1;Port={_server.Port};Username={_server.User};Password={_server.Password};Database={database};Pooling=false");
        connection.Open();
        return connection;
    }
}
