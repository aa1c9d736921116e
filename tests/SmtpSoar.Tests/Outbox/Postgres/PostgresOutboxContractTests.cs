using System;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.Postgres;
using SmtpSoar.Tests.Outbox.Stores;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Postgres;

/// <summary>The outbox in a real PostgreSQL, held to what every store promises. Each test has an outbox of its own in one database.</summary>
[NeedsRealServers]
public sealed class PostgresOutboxContractTests : OutboxStoreContractTests, IClassFixture<PostgresOutboxContractTests.Shared>
{
    private readonly string _outbox = "o" + Guid.NewGuid().ToString("N");
    private readonly Shared _shared;

    // The outboxes of a database share its ids, and some tests give the same ones.
    public PostgresOutboxContractTests(Shared shared)
    {
        _shared = shared;
        shared.Database.Execute("truncate smtpsoar.queue, smtpsoar.sent, smtpsoar.message, smtpsoar.chunk");
    }

    internal override IOutboxStore Create() => new PostgresOutboxStore(
        TestDatabase.Context(_shared.Database.Address($"outbox={_outbox}"), () => Clock.GetUtcNow(), Clock));

    internal override void Kill(IOutboxStore store) => _shared.Database.Expire(store);

    internal override void Damage(IOutboxLease lease) => _shared.Database.Execute(
        "update smtpsoar.chunk set data = set_byte(data, length(data) - 3, get_byte(data, length(data) - 3) # 1) "
        + $"where id = '{lease.Record.Id}'");

    internal override bool TryHold(string id)
    {
        _shared.Database.Execute($"update smtpsoar.queue set state = 6 where id = '{id}'");
        return true;
    }

    /// <summary>The database of all tests of the class.</summary>
    public sealed class Shared : IDisposable
    {
        public Shared() => Database.InitializeWithClock();

        internal TestDatabase Database { get; } = new();

        public void Dispose() => Database.Dispose();
    }
}
